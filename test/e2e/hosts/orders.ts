/** What a test asks of the app in a host, one JSON line each; every order is answered once it is done. */
export type Order =
  | { do: 'open'; home: string; passphrase: string }
  | { do: 'join-network' }
  | { do: 'open-agenda' }
  | { do: 'add-point'; title: string }
  | { do: 'write-on'; point: number; text: string }
  | { do: 'titles' }
  | { do: 'status' }
  | { do: 'quit' }

export type Answer = { ok: true; titles?: string[]; status?: string } | { ok: false; reason: string }
