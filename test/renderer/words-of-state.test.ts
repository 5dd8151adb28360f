import { describe, expect, it } from 'vitest'
import type { Explanation, LastNews, Peer, Person } from '#shared/contract.ts'
import { reportLine } from '../../renderer/areas/carry/import-result.tsx'
import { explanationWords } from '../../renderer/areas/carry/kept.tsx'
import { peerWords } from '../../renderer/areas/carry/peer-words.ts'
import { drivePath, stickFileName } from '../../renderer/areas/carry/stick-file.ts'
import { personState } from '../../renderer/areas/people/person-words.ts'
import { parseChangelog } from '../../renderer/areas/settings/changelog.ts'
import { parseDay } from '../../renderer/components/day-field.tsx'
import { nextSort } from '../../renderer/components/virtual-table.tsx'
import { statusWords } from '../../renderer/shell/status-words.ts'
import { createFormat } from '../../renderer/text/format.ts'
import { texts } from '../../renderer/text/texts.ts'
import { fakeDevice, fakeId } from './fake-chumak.ts'

const format = createFormat('en')
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const news = (road: LastNews['road'], at: number, communeName: string): LastNews => ({
  commune: fakeId(1),
  communeName,
  road,
  at,
  entries: 3
})
const noon = (day: string) => new Date(`${day}T12:00:00`).getTime()

describe('the status line', () => {
  it('names the newest news of others, never one’s own', () => {
    const told = [
      news('bundle', noon('2026-05-03'), 'Huliaipole'),
      news('lan', noon('2026-05-01'), 'Polohy'),
      news('own', noon('2026-05-09'), 'Orikhiv')
    ]
    const words = statusWords({ entries: 1204, communes: 14 }, told, texts.en, format, noon('2026-05-09'))
    expect(plain(words)).toBe(
      'You hold 1,204 entries of 14 communes. Last news from Huliaipole: the stick of 3 May.'
    )
  })

  it('says so while nothing has come from others', () => {
    const words = statusWords({ entries: 2, communes: 1 }, [news('own', 5, 'X')], texts.en, format, 9)
    expect(words).toContain('No news from others yet.')
  })
})

describe('a device near by', () => {
  const peer: Peer = {
    device: fakeDevice,
    handle: null,
    communeName: null,
    address: '10.0.0.2',
    state: 'linked',
    theyLack: 312,
    weLack: 4,
    since: new Date('2026-05-03T14:02:00').getTime()
  }
  const words = (change: Partial<Peer>) =>
    plain(peerWords({ ...peer, ...change }, texts.en.carry.lan, format))

  it('is told by what it holds, not by being connected', () => {
    expect(words({})).toBe('lacks 312 entries, sending, has 4 entries for you')
    expect(words({ weLack: 0 })).toBe('lacks 312 entries, sending')
    expect(words({ theyLack: 0, weLack: 0 })).toBe('holds all you hold')
    expect(words({ theyLack: null })).toBe('comparing what each holds')
    expect(words({ state: 'unreachable' })).toBe('unreachable since 14:02')
  })
})

describe('whoever is asked to be released', () => {
  const words = (...handles: string[]) => {
    const by = handles.map(handle => ({ device: fakeDevice, handle }))
    const person = { state: 'release-asked', asked: { by, more: 1, own: null }, honouredTo: null } as const
    return personState(person as unknown as Person, texts.uk.people.state, createFormat('uk'))
  }

  it('is told of one who asks and of several', () => {
    expect(words('Калина')).toContain('Калина просить відпустити')
    expect(words('Калина', 'Верба')).toContain('Калина і Верба просять відпустити')
  })
})

describe('an entry that counts and changes nothing yet', () => {
  it('is told with what it lacks', () => {
    const told = { ...{ begins: true, kind: 'release', claimedAt: noon('2026-05-03') }, reason: null }
    const last = (lacks: Explanation['lacks'], language: 'en' | 'uk') =>
      explanationWords({ ...told, lacks } as Explanation, texts[language].explain, format, id => id).at(-1)
    expect(last('second-ask', 'en')).toBe('It counts as one of two asks: another member must ask too.')
    expect(last('second-ask', 'uk')).toContain('як одне з двох прохань')
    expect(last(null, 'en')).toBe('It counts.')
  })
})

describe('an import report', () => {
  it('names what came by kind, and kinds unknown to this version by their own name', () => {
    const report = {
      entries: 9,
      newEntries: 9,
      blobs: 0,
      byKind: {
        offer: { added: 1, changed: 0 },
        need: { added: 5, changed: 2 },
        fund: { added: 1, changed: 0 }
      },
      contested: 0,
      setAside: 1
    }
    const take = texts.en.carry.take
    expect(plain(reportLine(take, report, 'added') ?? '')).toBe('New: 1 offer, 5 needs, 1 fund')
    expect(plain(reportLine(take, report, 'changed') ?? '')).toBe('Changed: 2 needs')
    expect(reportLine(take, { ...report, byKind: {} }, 'added')).toBeNull()
  })
})

describe('the stick’s file', () => {
  it('has a name that any stick’s file system takes', () => {
    expect(stickFileName('Гуляйполе / 2', new Date(2026, 4, 3))).toBe('гуляйполе-2-2026-05-03.caravan')
    expect(stickFileName('///', new Date(2026, 4, 3))).toBe('chumak-2026-05-03.caravan')
  })
  it('lies on the drive in the platform’s way', () => {
    expect(drivePath('E:\\', 'a.caravan', 'win32')).toBe('E:\\a.caravan')
    expect(drivePath('/media/stick', 'a.caravan', 'linux')).toBe('/media/stick/a.caravan')
  })
})

describe('a typed day', () => {
  it('is read as written in ISO or by day, month, year', () => {
    for (const typed of ['2026-5-12', '12.05.2026', '12/5/26', ' 12 05 2026 '])
      expect(parseDay(typed)).toBe('2026-05-12')
  })
  it('is refused where the calendar has no such day', () => {
    expect(parseDay('31.02.2026')).toBeNull()
    expect(parseDay('tomorrow')).toBeNull()
  })
})

describe('sorting', () => {
  it('begins upwards in a new column and turns round in the same', () => {
    expect(nextSort(null, 'good')).toEqual({ field: 'good', descending: false })
    expect(nextSort({ field: 'good', descending: false }, 'good')).toEqual({
      field: 'good',
      descending: true
    })
    expect(nextSort({ field: 'good', descending: true }, 'massKg')).toEqual({
      field: 'massKg',
      descending: false
    })
  })
})

describe('the changelog', () => {
  it('is read by release, wrapped lines joined and marks taken out', () => {
    const markdown =
      '# Changelog\n\nIntro.\n\n## 0.2.0\n\n- One **bold**\n  and on.\n- Two\n\n## 0.1.0\n- [Link](x)\n'
    expect(parseChangelog(markdown)).toEqual([
      { title: '0.2.0', lines: ['One bold and on.', 'Two'] },
      { title: '0.1.0', lines: ['Link'] }
    ])
  })
})
