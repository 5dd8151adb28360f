/** Starts the keeper, gives windows a port to it, and starts it again should it die. */
import { join } from 'node:path'
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron'

export interface KeeperStart {
  /** the data folder */
  home: string
  /** the app's own read-only files */
  resources: string
}

export interface KeeperProcess {
  /** Hands a window's page a fresh port; once per load of the page. */
  connect(contents: WebContents): void
  /** The machine goes to sleep or was locked: the keeper forgets its keys. */
  suspend(): void
  /** Lets the keeper finish and waits for its end, at most `limitMs`. */
  stop(limitMs: number): Promise<void>
}

/** More deaths than this within a minute are a bug no restart mends. */
const restartsAMinute = 3

/**
 * @param onRestart the windows' ports are dead: load their pages again
 * @param onGivenUp the keeper keeps dying
 */
export function startKeeper(
  start: KeeperStart,
  { onRestart, onGivenUp }: { onRestart: () => void; onGivenUp: (exitCode: number) => void }
): KeeperProcess {
  let stopping = false
  const deaths: number[] = []
  let child = fork()

  function fork(): UtilityProcess {
    const forked = utilityProcess.fork(join(__dirname, '../keeper/keeper.js'), [], {
      serviceName: 'Chumak keeper',
      stdio: 'inherit'
    })
    forked.postMessage({ type: 'start', ...start })
    forked.on('exit', code => {
      if (stopping) return
      const now = performance.now()
      deaths.push(now)
      if (deaths.filter(at => now - at < 60_000).length > restartsAMinute) return onGivenUp(code)
      process.stderr.write(`The keeper ended (exit ${code}); starting it again.\n`)
      child = fork()
      onRestart()
    })
    return forked
  }

  return {
    connect(contents) {
      const { port1, port2 } = new MessageChannelMain()
      child.postMessage({ type: 'window', windowId: contents.id }, [port1])
      contents.postMessage('keeper-port', null, [port2])
    },
    suspend: () => child.postMessage({ type: 'suspend' }),
    stop(limitMs) {
      stopping = true
      return new Promise(resolve => {
        const timer = setTimeout(() => {
          child.kill()
          resolve()
        }, limitMs)
        child.once('exit', () => {
          clearTimeout(timer)
          resolve()
        })
        child.postMessage({ type: 'stop' })
      })
    }
  }
}
