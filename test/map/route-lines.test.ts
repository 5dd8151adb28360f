import { describe, expect, it } from 'vitest'
import { legLine, pathData } from '../../renderer/map/route-lines.ts'

/** One degree is ten pixels, north up. */
const project = ({ lat, lon }: { lat: number; lon: number }) => ({ x: lon * 10, y: -lat * 10 })

describe('a leg on the map', () => {
  it('is straight from stop to stop, its arrow in the middle', () => {
    const line = legLine({ from: { lat: 0, lon: 0 }, to: { lat: 0, lon: 4 } }, project)
    expect(line).toMatchObject({ middle: { x: 20 }, headingDeg: 0, lengthPx: 40 })
    expect(pathData(line.points)).toBe('M0.0 0.0L40.0 0.0')
  })

  it('follows the road where it is known; the middle is that of the way', () => {
    // One east, then three south: half of the way is one down the second part, heading south.
    const leg = { from: { lat: 0, lon: 0 }, via: [{ lat: 0, lon: 1 }], to: { lat: -3, lon: 1 } }
    expect(legLine(leg, project)).toMatchObject({ middle: { x: 10, y: 10 }, headingDeg: 90, lengthPx: 40 })
  })

  it('has no length between two stops in one place', () => {
    const here = { lat: 1, lon: 1 }
    expect(legLine({ from: here, to: here }, project)).toMatchObject({
      middle: { x: 10, y: -10 },
      lengthPx: 0
    })
  })
})
