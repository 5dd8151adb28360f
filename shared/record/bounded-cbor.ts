import { type DecodeOptions, decode, Tokenizer } from 'cborg'

/** Stops few bytes from unfolding into millions of values, each of which takes many times its byte. */
class BoundedTokenizer extends Tokenizer {
  #left: number
  constructor(bytes: Uint8Array, options: DecodeOptions, mostValues: number) {
    super(bytes, options)
    this.#left = mostValues
  }
  override next() {
    this.#left -= 1
    if (this.#left < 0) throw new RangeError('too many values')
    return super.next()
  }
}

/** Decodes CBOR from outside. Throws where it breaks the rules of `options`, or has more than so many values. */
export const decodeBounded = (bytes: Uint8Array, options: DecodeOptions, mostValues: number): unknown =>
  // a value takes a byte at least, so of few bytes there is nothing to count
  bytes.length <= mostValues
    ? decode(bytes, options)
    : decode(bytes, { ...options, tokenizer: new BoundedTokenizer(bytes, options, mostValues) })
