/** Thrown where the words of a command are off: exit code 2. */
export class UsageError extends Error {}

export const usage = `chumak <command> [--home DIR] [--json]

--home names the data folder (or CHUMAK_HOME does). The passphrase comes from CHUMAK_PASSPHRASE, from the
file that CHUMAK_PASSPHRASE_FILE names, or is asked for. --json prints one JSON object. Exit 1: it failed; 2: wrong usage.

  init --federation NAME --commune NAME --place LAT,LON --handle NAME
  card --handle NAME [--commune NAME --place LAT,LON] --out FILE
  welcome CARD --out FILE [--own]  admits the card's device, --own as your own other one, or vouches for its commune
  join WELCOME                     takes the welcome made for this device's card
  explain ENTRY                    who wrote an entry, what is asked of its author, why it counts or not
  passphrase                       gives the record another passphrase: CHUMAK_NEW_PASSPHRASE, or asked for
  backup --out FILE                everything but the keys that sign, for CHUMAK_BACKUP_PASSPHRASE
  restore FILE [--handle NAME]     a backup in a new folder, with new keys; a card comes next
  paper make [--handle NAME]       the 24 words of a recovery sheet: write them down, they are kept nowhere
  paper use BUNDLE --handle NAME   the words from standard input; makes this device a member
  stats                            what the record holds; equal states hold the same
  verify                           re-checks every chain, signature and body; exit 1 where one is off
  bundle export --out FILE [--lacking BUNDLE] [--pack CARAVAN] [--photos MB]
                                   only what the maker of BUNDLE lacked; only what the stops ahead need;
                                   so many MB of photos at most, the newest first (0: none)
  bundle preview FILE
  bundle verify FILE
  bundle import FILE
  put KIND JSON                    JSON may be - for standard input
  list KIND
  people [--today DAY]             communes, their people and duties
  release DEVICE --why moved-on|device-lost|forked|harm|other [--commune ID] [--note TEXT]
  leave [--note TEXT]              one's own commune leaves the federation
  vouch COMMUNE                    for one that waits, or that left and comes back
  threshold COMMUNES               how many communes must vouch for a new one; by the founder's members
  revive COMMUNE CARD --out FILE   lets a card's device speak for a commune that nobody is left of
  mandate DEVICE --duty DUTY --type binding|deliberate-then-ratify|observer [--from DAY] [--until DAY] [--note TEXT]
  recall MANDATE [--note TEXT]
  forget ROW… --why no-longer-needed|consent-withdrawn|mistake [--note TEXT]
  renew-device                     takes a new device key; make a card next, to be let in with it
  plan FILE --format problem|tsplib|solomon|lilim|tsptw|pdtsp [--vehicles N] --seconds S --seed N
  demo [--language en|uk]          writes the demo federation into a new folder
  hub [--port N] [--connect ADDRESS:PORT] [--drop DIR]   stays on the local network, and at a folder
                                   that something else replicates
`
