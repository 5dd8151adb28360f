import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
const alias = { '#shared': resolve(root, 'shared') }
// Native packages stay outside the bundle; everything else is bundled, because ESM-only packages
// cannot be required by Electron 25 (see docs/decisions.md).
const native = ['electron', 'libsql']

/** The programs that run in Node; each has a folder of its own in `out/`. */
const programs = {
  'main/main': resolve(root, 'electron/main.ts'),
  'keeper/keeper': resolve(root, 'electron/keeper/keeper.ts'),
  'carry/reader': resolve(root, 'electron/carry/reading/reader.ts'),
  'cli/chumak': resolve(root, 'electron/cli/chumak.ts')
}

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node18.15',
      externalizeDeps: false,
      outDir: resolve(root, 'out'),
      // The renderer and preload lie in the same folder; scripts/build.mjs clears it.
      emptyOutDir: false,
      rolldownOptions: {
        external: native,
        input: programs,
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  },
  preload: {
    resolve: { alias },
    build: {
      target: 'node18.15',
      externalizeDeps: false,
      outDir: resolve(root, 'out/preload'),
      rolldownOptions: {
        external: native,
        input: { preload: resolve(root, 'electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' }
      }
    }
  },
  renderer: {
    root: resolve(root, 'renderer'),
    base: './',
    resolve: { alias },
    worker: { format: 'es' },
    plugins: [react()],
    build: {
      target: 'chrome114',
      cssTarget: 'chrome114',
      minify: true,
      // Read from the disk of the same machine, so nothing is gained by smaller ones.
      chunkSizeWarningLimit: 4_000,
      outDir: resolve(root, 'out/renderer'),
      rolldownOptions: { input: resolve(root, 'renderer/index.html') }
    }
  }
})
