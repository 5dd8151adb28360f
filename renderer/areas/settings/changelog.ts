/** One version of CHANGELOG.md: its heading and its lines, plain. */
export interface Release {
  title: string
  lines: string[]
}

const plain = (line: string) => line.replace(/[*_`]/g, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')

/** Reads `## heading` and `- line` (with its continuation lines); other text before a list is a line too. */
export const parseChangelog = (markdown: string): Release[] => {
  const releases: Release[] = []
  let open = false
  for (const raw of markdown.split('\n')) {
    const line = raw.trim()
    const release = releases.at(-1)
    if (raw.startsWith('## ')) releases.push({ title: plain(raw.slice(3).trim()), lines: [] })
    else if (!release || line === '' || line.startsWith('#')) open = false
    else if (line.startsWith('- ')) {
      release.lines.push(plain(line.slice(2)))
      open = true
    } else if (open) release.lines.push(`${release.lines.pop()} ${plain(line)}`)
    else {
      release.lines.push(plain(line))
      open = true
    }
  }
  return releases
}
