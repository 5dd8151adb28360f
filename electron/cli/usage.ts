/** Thrown where the words of a command are off: exit code 2. */
export class UsageError extends Error {}

export const usage = `chumak <command> [--home DIR] [--json]

The passphrase comes from CHUMAK_PASSPHRASE, or is asked for.

  init --federation NAME --commune NAME --place LAT,LON --handle NAME
  card --handle NAME [--commune NAME --place LAT,LON] --out FILE
  welcome CARD --out FILE          admits the card's device, or vouches for its commune
  join WELCOME
  stats                            what the record holds; equal states hold the same
  verify                           re-checks every chain, signature and body
  bundle export --out FILE
  bundle preview FILE
  bundle verify FILE
  bundle import FILE
  put KIND JSON                    JSON may be - for standard input
  list KIND
  plan FILE --format problem|tsplib|solomon|lilim|tsptw|pdtsp [--vehicles N] --seconds S --seed N
  demo
  hub [--port N] [--connect HOST:PORT]   stays on the local network and replicates
`
