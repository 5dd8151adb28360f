import '../keeper/web-crypto.ts'
import { FailureError } from '#shared/errors.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { exitCodeOf } from './exit-code.ts'
import { UsageError, usage } from './usage.ts'
import { parseWords } from './words.ts'

/**
 * The keeper's services without a window. With --json one object goes to standard output; errors go to
 * standard error with their code. Exit 1: it failed, or verify found problems; 2: the command's words are off.
 */
const run = async (argv: string[]): Promise<number> => {
  const json = argv.includes('--json')
  try {
    const words = parseWords(argv)
    if (words.help) {
      process.stdout.write(usage)
      return 0
    }
    const command: Command | undefined = Object.hasOwn(commands, words.command)
      ? commands[words.command]
      : undefined
    if (!command)
      throw new UsageError(words.command ? `unknown command ${words.command}` : 'no command given')
    const answer = await command(words)
    if (answer !== undefined) process.stdout.write(`${json ? JSON.stringify(answer) : readable(answer)}\n`)
    return exitCodeOf(words.command, answer)
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(
        json
          ? `${JSON.stringify({ error: { code: 'usage', detail: { reason: error.message } } })}\n`
          : `usage: ${error.message}\n\n${usage}`
      )
      return 2
    }
    if (error instanceof FailureError) {
      const { code, detail } = error.failure
      process.stderr.write(
        json ? `${JSON.stringify({ error: { code, detail } })}\n` : `${code}${detailWords(detail)}\n`
      )
      return 1
    }
    process.stderr.write(`internal: ${error instanceof Error ? error.stack : String(error)}\n`)
    return 1
  }
}

const detailWords = (detail: Record<string, string | number>): string => {
  const parts = Object.entries(detail).map(([key, value]) => `${key} ${value}`)
  return parts.length > 0 ? `: ${parts.join(', ')}` : ''
}

const readable = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer)
    ? Object.entries(answer)
        .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
        .join('\n')
    : JSON.stringify(answer, null, 2)

// whoever reads may have had enough (`chumak list offer | head`): that is no failure of ours
process.stdout.on('error', error => {
  if (!('code' in error && error.code === 'EPIPE')) throw error
})

// `exitCode` and not `exit()`: standard output may still be on its way into a pipe.
run(process.argv.slice(2)).then(code => {
  process.exitCode = code
})
