/** Turns an entry file into one script, with the project's alias: what a host or a page is started from. */
import { join, resolve } from 'node:path'
import { build, type InlineConfig } from 'vite'

const root = resolve(import.meta.dirname, '../..')
const common: InlineConfig = {
  ...{ root, configFile: false, logLevel: 'error' },
  resolve: { alias: { '#shared': join(root, 'shared') } }
}

/** Writes `folder/name` in CommonJS for plain Node; native packages are left to `NODE_PATH`. */
export const bundleForNode = async (entry: string, folder: string, name: string): Promise<void> => {
  await build({
    ...common,
    ssr: { noExternal: true, external: ['libsql'] },
    build: {
      ...{ ssr: join(root, entry), outDir: folder, emptyOutDir: false, target: 'node18' },
      rolldownOptions: { output: { format: 'cjs', entryFileNames: name, codeSplitting: false } }
    }
  })
}

/** One classic script, as text. */
export const bundleForPage = async (entry: string): Promise<string> => {
  const built = await build({
    ...common,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ...{ write: false, target: 'chrome114', minify: false },
      lib: { entry: join(root, entry), formats: ['iife'], name: 'page' }
    }
  })
  const [bundle] = [built].flat()
  if (!bundle || !('output' in bundle)) throw new Error(`${entry} was not bundled`)
  return bundle.output[0].code
}
