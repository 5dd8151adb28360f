import { inRoot } from './project.mjs'

const tsc = inRoot('node_modules/typescript/bin/tsc')

/** The quick part: types of each side, lint and format, unused code. */
export async function runChecks(tally) {
  const sides = {
    shared: 'shared',
    electron: 'electron',
    preload: 'electron/tsconfig.preload.json',
    renderer: 'renderer',
    test: 'test'
  }
  for (const [side, project] of Object.entries(sides)) {
    await tally.step(`types: ${side}`, 'node', [tsc, '--noEmit', '-p', inRoot(project)])
  }
  await tally.step('lint and format', 'node', [
    inRoot('node_modules/@biomejs/biome/bin/biome'),
    'ci',
    ...(process.stderr.isTTY ? [] : ['--colors=off']),
    '--error-on-warnings',
    '.'
  ])
  await tally.step('unused code', 'node', [inRoot('node_modules/knip/bin/knip.js'), '--no-progress'])
}
