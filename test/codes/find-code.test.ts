import { expect, test } from 'vitest'
import { codeTexts } from '#shared/invitation/code-text.ts'
import { findCode } from '../../renderer/codes/find-code.ts'
import { drawCode } from './draw.ts'

const bytesOf = (size: number) => Uint8Array.from({ length: size }, (_, at) => (at * 31 + 7) % 251)
const plain = { width: 1280, height: 720, scale: 4, degrees: 0, noise: 0, shade: 0, seed: 1 }
const patienceMs = 4_000

test.each([
  { size: 230, more: {} },
  { size: 230, more: { degrees: 7, noise: 30, shade: 60 } },
  { size: 230, more: { degrees: 33, noise: 20, scale: 5.3 } },
  { size: 230, more: { degrees: 90, width: 640, height: 480 } },
  { size: 230, more: { degrees: 181, scale: 3.1, noise: 25 } },
  { size: 450, more: { degrees: 5, noise: 25, shade: 40 } },
  { size: 450, more: { degrees: -12, scale: 4.6, noise: 20, shade: 80 } },
  { size: 750, more: { degrees: 3, noise: 20 } },
  { size: 750, more: { degrees: 21, scale: 4.2, shade: 50 } }
])('a code of $size bytes is found as a camera sees it: $more', ({ size, more }) => {
  const [text] = codeTexts(bytesOf(size)) as [string]
  expect(findCode(drawCode(text, { ...plain, ...more }), patienceMs)).toBe(text)
})

test('a picture without a code has none', () => {
  const { width, height } = plain
  const grey = Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => (at * 37) % 256)
  expect(findCode({ width, height, data: grey }, 200)).toBeNull()
})
