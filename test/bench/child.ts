import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A benchmark runs its parts as processes of their own: the same file, with the part's name as first argument. */
export const [partName, ...partArgs] = process.argv.slice(2)

/** Runs a part and answers what it gave to `answer`. */
export const runPart = <T>(name: string, ...args: (string | number)[]): Promise<T> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [process.argv[1]!, name, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    let told = ''
    child.stdout.on('data', data => {
      told += data
    })
    child.on('error', failed)
    child.on('close', code => {
      const line = told.trim().split('\n').at(-1)
      if (code === 0 && line) done(JSON.parse(line))
      else failed(new Error(`${name} ended with ${code}: ${told}`))
    })
  })

/** A part that tells something while it runs, and ends when it is told to. */
export interface LongPart<Told, Outcome> {
  told: Told
  over(): Promise<Outcome>
}

/** Starts a part and waits for what it tells first. */
export const startPart = <Told, Outcome>(
  name: string,
  ...args: (string | number)[]
): Promise<LongPart<Told, Outcome>> =>
  new Promise((started, failed) => {
    const child = spawn(process.execPath, [process.argv[1]!, name, ...args.map(String)], {
      stdio: ['pipe', 'pipe', 'inherit']
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const next = async () => {
      const { done, value } = await lines.next()
      if (done) throw new Error(`${name} ended early`)
      return JSON.parse(value)
    }
    child.on('error', failed)
    const over = () => {
      child.stdin.end()
      return next() as Promise<Outcome>
    }
    next().then(told => started({ told, over }), failed)
  })

/** Called by a part, with the outcome; a long one has told something else before. */
export const answer = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** The most memory this process ever held, in MB. */
export const peakMb = (): number => process.resourceUsage().maxRSS / 1024

/** What some work took: on a machine that others use, processor time compares better than seconds do. */
export interface Took {
  seconds: number
  /** of all threads of this process */
  cpuSeconds: number
}

export const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

export const timed = async (work: () => unknown): Promise<Took> => {
  const [cpu, began] = [cpuSeconds(), performance.now()]
  await work()
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSeconds() - cpu }
}

/** The least of each, over several rounds. */
export const least = (a: Took | null, b: Took): Took => ({
  seconds: Math.min(a?.seconds ?? b.seconds, b.seconds),
  cpuSeconds: Math.min(a?.cpuSeconds ?? b.cpuSeconds, b.cpuSeconds)
})

/** What the system tells of the processor time of this thread, ms; Linux alone does. */
const threadClock = '/proc/thread-self/schedstat'
const threadMs = (): number => Number(readFileSync(threadClock, 'latin1').split(' ')[0]) / 1e6

/** Watches how much processor time others have to wait for; answers the most of one turn, ms, or null. */
export const watchTurns = (): (() => number | null) => {
  if (!existsSync(threadClock)) return () => null
  let most = 0
  let before = threadMs()
  const timer = setInterval(() => {
    const now = threadMs()
    most = Math.max(most, now - before)
    before = now
  }, 1)
  return () => {
    clearInterval(timer)
    return most
  }
}
