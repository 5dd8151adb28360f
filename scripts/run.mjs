import { spawn } from 'node:child_process'
import { root, say } from './project.mjs'

/**
 * Runs a program in the checkout and waits for its end.
 *
 * @param command program, or 'node' for this very Node
 * @param options `env` is added to the environment; `stdio` as in child_process (default: what it says
 *   on stdout goes to our stderr); `limitMs` kills it (SIGKILL) when it takes longer
 * @returns exit code; 1 when a signal ended it, 124 when the limit did, 127 when it could not start
 */
export function run(command, args, { env = {}, stdio = ['ignore', 2, 2], limitMs, cwd = root } = {}) {
  return new Promise(resolveCode => {
    const program = command === 'node' ? process.execPath : command
    const child = spawn(program, args, { cwd, stdio, env: { ...process.env, ...env } })
    let late = false
    const timer = limitMs
      ? setTimeout(() => {
          late = true
          child.kill('SIGKILL')
        }, limitMs)
      : undefined
    const forward = signal => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, forward)
    const finish = code => {
      clearTimeout(timer)
      for (const signal of signals) process.off(signal, forward)
      resolveCode(code)
    }
    child.on('error', error => {
      say(`${program}: ${error.message}`)
      finish(127)
    })
    child.on('exit', code => finish(late ? 124 : (code ?? 1)))
  })
}

/** As `run`, but a failure ends this script with the same exit code. */
export async function mustRun(command, args, options) {
  const code = await run(command, args, options)
  if (code !== 0) {
    say(`${command} ${args.join(' ')} failed (exit ${code}).`)
    process.exit(code)
  }
}
