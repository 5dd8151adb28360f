/** The listening port and the dialling side: TLS 1.3 and nothing older, new certificate at every start. */
import type { Server } from 'node:net'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { type Failure, fail, ok, type Result } from '#shared/errors.ts'
import { createCertificate } from './certificate.ts'

const dialMs = 5_000
/** What is agreed upon where both speak of blobs: others are not sent messages that they do not know. */
export const withBlobs = 'chumak/1+blobs'
/** Strangers may open connections; they may not open them without end. */
const maxConnections = 128
/** From one address no more than this, so that nobody alone takes them all. */
const maxFromOne = 32

export interface Endpoint {
  readonly port: number
  /** `peer-unreachable` with the address when nothing there speaks TLS 1.3 in time */
  dial(host: string, port: number): Promise<Result<TLSSocket>>
  close(): Promise<void>
}

export const openEndpoint = async (
  wantedPort: number,
  onSocket: (socket: TLSSocket) => void
): Promise<Endpoint> => {
  const certificate = createCertificate()
  const options = {
    ...certificate,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    // trust comes from the proofs inside, see shared/replication/handshake.ts
    rejectUnauthorized: false,
    // a device of before there were blobs knows the second alone
    ALPNProtocols: [withBlobs, 'chumak/1']
  } as const
  const server = createServer({ ...options, requestCert: true, handshakeTimeout: dialMs }, onSocket)
  server.maxConnections = maxConnections
  const open = new Map<string, number>()
  server.on('connection', socket => {
    const from = socket.remoteAddress ?? ''
    const count = open.get(from) ?? 0
    if (count >= maxFromOne) {
      socket.destroy()
      return
    }
    open.set(from, count + 1)
    socket.once('close', () => {
      const left = (open.get(from) ?? 1) - 1
      if (left === 0) open.delete(from)
      else open.set(from, left)
    })
  })
  // whoever fails at TLS is nobody we know: nothing to tell, nothing to keep
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  const port = await listen(server, wantedPort)

  return {
    port,
    dial: (host, dialled) =>
      new Promise(resolve => {
        const socket = connect({ ...options, host, port: dialled, timeout: dialMs })
        const timer = setTimeout(() => refuse('timed out'), dialMs)
        const refuse = (reason: string) => {
          clearTimeout(timer)
          socket.destroy()
          const failure: Failure['detail'] = { address: `${host}:${dialled}`, reason }
          resolve(fail('peer-unreachable', failure))
        }
        const onError = (error: Error) => refuse(error.message)
        socket.once('error', onError)
        socket.once('secureConnect', () => {
          clearTimeout(timer)
          socket.off('error', onError)
          resolve(ok(socket))
        })
      }),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
      })
  }
}

/** All interfaces, both families where the system has IPv6. Rejects where the port is taken. */
const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => {
      server.off('error', reject)
      const bound = server.address()
      if (bound && typeof bound === 'object') resolve(bound.port)
      else reject(new Error('listening without an address'))
    })
  })
