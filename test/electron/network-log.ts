import { readFileSync } from 'node:fs'

/** What Chromium's own network log says left the window's process: addresses asked for, names looked up. */
export interface NetworkLog {
  urls: string[]
  names: string[]
}

/**
 * Reads a file written by `--log-net-log`. Lines are read one by one, because a killed app leaves the
 * last one unfinished.
 */
export function readNetworkLog(path: string): NetworkLog {
  const [head = '', ...lines] = readFileSync(path, 'utf8').split('\n')
  const types: Record<string, number> = JSON.parse(`${head.replace(/,\s*$/, '')}}`).constants.logEventTypes
  const log: NetworkLog = { urls: [], names: [] }
  for (const line of lines) {
    const event = parseLine(line)
    if (!event?.params) continue
    const { url, host } = event.params
    if (event.type === types.URL_REQUEST_START_JOB && url) log.urls.push(url)
    if (event.type === types.HOST_RESOLVER_MANAGER_REQUEST && host) log.names.push(host)
  }
  return log
}

interface Line {
  type: number
  params?: { url?: string; host?: string }
}

function parseLine(line: string): Line | undefined {
  const text = line.replace(/^"events": \[/, '').replace(/(,|\],?)\s*$/, '')
  if (!text.startsWith('{"params"') && !text.startsWith('{"phase"')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the last line of a killed app
  }
}
