import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Box,
  type Labelled,
  openedAt,
  placeLabels,
  type Segment
} from '../../renderer/map/place-labels.ts'

const marker = (id: string, x: number, y: number, essential = false): Labelled => ({
  id,
  x,
  y,
  radius: 10,
  width: 60,
  height: 20,
  essential
})

describe('labels on the map', () => {
  it('stand to the right where nothing is in the way', () => {
    expect(placeLabels([marker('a', 0, 0)], []).get('a')).toEqual({ dx: 44, dy: 0, short: false })
  })

  it('keep off the route', () => {
    // A road leaves eastwards, where the label would stand.
    const road: Segment[] = [
      [
        { x: 0, y: 0 },
        { x: 300, y: 0 }
      ]
    ]
    expect(placeLabels([marker('a', 0, 0)], road).get('a')?.dx).toBeLessThan(0)
  })

  it('keep off other markers', () => {
    // The second marker is where the first one's label would be.
    const offset = placeLabels([marker('a', 0, 0), marker('b', 50, 0)], []).get('a')
    expect(offset?.dx).toBe(-44)
  })

  it('do not stand nearer to another marker than to their own', () => {
    // Two markers one above the other: a corner of one is the side of the other.
    const offsets = placeLabels([marker('a', 0, 0), marker('b', 0, 24)], [])
    expect(offsets.get('a')).toEqual({ dx: 44, dy: 0, short: false })
    expect(offsets.get('b')?.dy).toBeGreaterThanOrEqual(0)
  })

  it('stay in the frame and off what lies over the map', () => {
    const frame = { left: 0, top: 0, right: 200, bottom: 100 }
    const place = (covers: Box[]) => placeLabels([marker('a', 180, 50)], [], { frame, covers }).get('a')
    // To the right it would leave the frame.
    expect(place([])).toEqual({ dx: -44, dy: 0, short: false })
    // A button where it would stand then: it goes above, and slides so that its end stays in the frame.
    expect(place([{ left: 100, top: 40, right: 160, bottom: 60 }])).toEqual({
      dx: -10,
      dy: -24,
      short: false
    })
  })

  it('open around what was shown of them, away from their marker and in sight', () => {
    const wide = { ...marker('a', 100, 50), width: 80, height: 60, short: { width: 40, height: 20 } }
    const frame = { left: 0, top: 0, right: 200, bottom: 100 }
    const opened = (dx: number, dy: number) => openedAt(wide, { dx, dy, short: true }, { frame, covers: [] })
    expect(opened(34, 0), 'to the right').toEqual({ dx: 54, dy: 0 })
    expect(opened(-34, 20), 'down to the left, where the frame ends').toEqual({ dx: -54, dy: 20 })
    expect(opened(0, -24), 'above, pushed down by the frame').toEqual({ dx: 0, dy: -20 })
    const edge = { ...wide, x: 140 }
    expect(
      openedAt(edge, { dx: 34, dy: 0, short: true }, { frame, covers: [] }),
      'pushed to the left'
    ).toEqual({
      dx: 20,
      dy: 0
    })
    const whole = { dx: 54, dy: 0, short: false }
    expect(openedAt(wide, whole, { frame, covers: [] }), 'whole already').toEqual({ dx: 54, dy: 0 })
  })

  it('are shortened where the whole would be cut by the frame, or would cover another', () => {
    const wide = { ...marker('a', 100, 50), width: 190, short: { width: 60, height: 20 } }
    const frame = { left: 0, top: 0, right: 200, bottom: 100 }
    // Above and below there is room for the whole; in a frame less high there is none.
    expect(placeLabels([wide], [], { frame, covers: [] }).get('a')?.short).toBe(false)
    const low = { ...frame, top: 35, bottom: 65 }
    expect(placeLabels([wide], [], { frame: low, covers: [] }).get('a')).toEqual({
      dx: 44,
      dy: 0,
      short: true
    })
    // The road alone is no reason.
    const road: Segment[] = [
      [
        { x: 0, y: 0 },
        { x: 200, y: 100 }
      ]
    ]
    expect(placeLabels([wide], road, { frame, covers: [] }).get('a')?.short).toBe(false)
  })

  it('are left out where there is no room, unless essential', () => {
    const crowd = [-1, 0, 1].flatMap(x => [-1, 0, 1].map(y => marker(`${x} ${y}`, x * 40, y * 22)))
    expect(placeLabels(crowd, []).has('0 0')).toBe(false)
    const chosen = crowd.map(m => (m.id === '0 0' ? { ...m, essential: true } : m))
    expect(placeLabels(chosen, []).has('0 0')).toBe(true)
  })

  it('never cover one another nor a marker, whatever the crowd', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 300 }) })
    fc.assert(
      fc.property(fc.array(point, { maxLength: 25 }), points => {
        const items = points.map(({ x, y }, i) => marker(String(i), x, y))
        const offsets = placeLabels(items, [])
        const boxes = items.flatMap(item => {
          const offset = offsets.get(item.id)
          return offset ? [{ id: item.id, x: item.x + offset.dx, y: item.y + offset.dy, w: 60, h: 20 }] : []
        })
        const others = items.map(({ id, x, y }) => ({ id, x, y, w: 20, h: 20 }))
        for (const a of boxes) {
          for (const b of [...boxes, ...others]) {
            if (a.id === b.id) continue
            const apart = Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= (a.h + b.h) / 2
            expect(apart).toBe(true)
          }
        }
      })
    )
  })
})
