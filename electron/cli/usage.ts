/** Thrown where the words of a command are off: exit code 2. */
export class UsageError extends Error {}

export const usage = `chumak <command> [--home DIR] [--json]

--home names the data folder (or CHUMAK_HOME does). The passphrase comes from CHUMAK_PASSPHRASE, or is
asked for. --json prints one JSON object. Exit 1: it failed; 2: wrong usage.

  init --federation NAME --commune NAME --place LAT,LON --handle NAME
  card --handle NAME [--commune NAME --place LAT,LON] --out FILE
  welcome CARD --out FILE          admits the card's device, or vouches for its commune
  join WELCOME                     takes the welcome made for this device's card
  stats                            what the record holds; equal states hold the same
  verify                           re-checks every chain, signature and body; exit 1 where one is off
  bundle export --out FILE
  bundle preview FILE
  bundle verify FILE
  bundle import FILE
  put KIND JSON                    JSON may be - for standard input
  list KIND
  plan FILE --format problem|tsplib|solomon|lilim|tsptw|pdtsp [--vehicles N] --seconds S --seed N
  demo [--language en|uk]          writes the demo federation into a new folder
  hub [--port N] [--connect HOST:PORT]   stays on the local network and replicates
`
