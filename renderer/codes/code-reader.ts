/** Finds codes in pictures, one after another, in a worker. */
export interface CodeReader {
  /** The text of the code in the picture, which is used up; null where there is none. */
  read(picture: ImageBitmap, sort: 'picture' | 'frame'): Promise<string | null>
  close(): void
}

export const createCodeReader = (): CodeReader => {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), { type: 'module', name: 'codes' })
  const waiting: { done: (text: string | null) => void; failed: (error: Error) => void }[] = []
  worker.onmessage = ({ data }: MessageEvent<unknown>) =>
    waiting.shift()?.done(typeof data === 'string' ? data : null)
  worker.onerror = event => waiting.shift()?.failed(new Error(event.message))
  return {
    read: (picture, sort) =>
      new Promise((done, failed) => {
        waiting.push({ done, failed })
        worker.postMessage({ picture, sort }, [picture])
      }),
    close: () => {
      worker.terminate()
      for (const { done } of waiting.splice(0)) done(null)
    }
  }
}

/** A photograph is rarely larger; what is would fill the memory of an old laptop. */
const mostFileBytes = 40 * 1024 * 1024

/** The code in an image file; null where there is none, or where the file is no image. */
export const readCodeFile = async (file: File): Promise<string | null> => {
  if (file.size > mostFileBytes) return null
  // files that are no image are for the person to see as such, not for the log
  const picture = await createImageBitmap(file).catch(() => null)
  if (!picture) return null
  const reader = createCodeReader()
  try {
    return await reader.read(picture, 'picture')
  } finally {
    reader.close()
  }
}
