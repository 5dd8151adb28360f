// Makes the fixtures of this version's formats anew: `node test/formats/make-fixtures.mjs`
// Only until the version is out: from then on they are frozen, and a change of formats makes a folder of its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const here = import.meta.dirname
const folder = resolve(process.argv[2] ?? join(here, '../fixtures/v1'))
const built = mkdtempSync(join(tmpdir(), 'chumak-built-'))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const child = join(here, '../bundle/build-child.mjs')
execFileSync('node', [child, join(here, 'make-fixtures.ts'), built], { stdio: 'inherit' })
execFileSync('node', [join(built, 'make-fixtures.cjs'), folder], { stdio: 'inherit' })
rmSync(built, { recursive: true })
