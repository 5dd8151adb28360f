// Makes the fixtures of this version's formats anew: `node test/formats/make-fixtures.mjs`, and those with photos:
// `node test/formats/make-fixtures.mjs test/fixtures/photos make-photo-fixture`; that of standing:
// `node test/formats/make-fixtures.mjs test/fixtures/standing make-standing-fixture`
// Only until the version is out: from then on they are frozen, and a change of formats makes a folder of its own.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const here = import.meta.dirname
const folder = resolve(process.argv[2] ?? join(here, '../fixtures/v1'))
const maker = process.argv[3] ?? 'make-fixtures'
const built = mkdtempSync(join(tmpdir(), 'chumak-built-'))
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const child = join(here, '../bundle/build-child.mjs')
execFileSync('node', [child, join(here, `${maker}.ts`), built], { stdio: 'inherit' })
execFileSync('node', [join(built, `${maker}.cjs`), folder], { stdio: 'inherit' })
rmSync(built, { recursive: true })
