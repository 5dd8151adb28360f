import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Card, Stats } from '../../shared/contract.ts'
import type { BlobRef } from '../../shared/record/blob.ts'
import type { LogId, ThingId } from '../../shared/record/entry.ts'
import type { AsideReason } from '../../shared/record/set-aside.ts'

/** What lies in each version's folder. */
export const fixtureNames = {
  bundle: 'salt-road.caravan',
  /** the federation's secret in hex: opens the bundle */
  secret: 'federation-secret.txt',
  cardOfDevice: 'sorrel.card',
  cardOfCommune: 'reed.card',
  /** for Reed, whose record is `home` */
  welcome: 'reed.welcome',
  /** the age identity that opens the welcome */
  identity: 'reed-identity.txt',
  home: 'reed-home',
  expected: 'expected.json'
} as const

/** of the record home */
export const fixturePassphrase = 'чумак їде по сіль навесні'

/** What the version that wrote the files made of them, and every later one must make of them too. */
export interface Expected {
  federation: { id: ThingId; name: string }
  /** who made the bundle and the welcome */
  device: LogId
  stats: Stats
  heads: Record<string, string[]>
  aside: Record<string, AsideReason>
  cardOfDevice: Card
  cardOfCommune: Card
}

const root = resolve(import.meta.dirname, '../fixtures')

/** A bundle with photos, which came after version 1 and are passed over by it. */
export const photoFixtureNames = {
  bundle: 'photos.caravan',
  secret: 'federation-secret.txt',
  expected: 'expected.json'
} as const
export interface ExpectedPhotos {
  federation: ThingId
  photos: BlobRef[]
}
export const photoFixture = (name: keyof typeof photoFixtureNames): string =>
  join(root, 'photos', photoFixtureNames[name])

/** A bundle with a raised threshold of vouches, and with cards' signatures in admissions, as they came after version 1. */
export const standingFixtureNames = {
  bundle: 'standing.caravan',
  secret: 'federation-secret.txt',
  expected: 'expected.json'
} as const
export interface ExpectedStanding {
  federation: ThingId
  state: string
  vouchThreshold: number
  communesIn: ThingId[]
  sealKeys: Record<string, string>
}
export const standingFixture = (name: keyof typeof standingFixtureNames): string =>
  join(root, 'standing', standingFixtureNames[name])

/** A folder a version, the oldest first. */
export const versions = (): string[] =>
  readdirSync(root)
    .filter(name => /^v\d+$/.test(name))
    .sort()
export const fixture = (version: string, name: keyof typeof fixtureNames): string =>
  join(root, version, fixtureNames[name])
