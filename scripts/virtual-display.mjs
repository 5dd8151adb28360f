import { spawn } from 'node:child_process'

/**
 * Starts an X server without a screen on a display number it finds free (Linux only).
 * @returns `{ env, stop }`: the environment for programs that draw there
 */
export async function startVirtualDisplay() {
  if (process.platform !== 'linux') return { env: {}, stop: () => undefined }
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const stop = () => server.kill()
  process.once('exit', stop)
  const number = await new Promise((resolve, reject) => {
    let said = ''
    server.stdio[3].on('data', data => {
      said += data
      if (said.endsWith('\n')) resolve(said.trim())
    })
    server.once('error', reject)
    server.once('exit', code => reject(new Error(`Xvfb ended with ${code}`)))
  })
  return { env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '' }, stop }
}
