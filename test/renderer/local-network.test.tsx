// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { Ground } from '../../renderer/app.tsx'
import { LocalNetwork } from '../../renderer/areas/carry/local-network.tsx'
import { createFakeChumak } from './fake-chumak.ts'

afterEach(cleanup)

it.each([
  ['en', /At \d\d:\d\d another laptop \(10\.0\.0\.7\) was met that writes with the key of this one/],
  ['uk', /О \d\d:\d\d у мережі був ще один ноутбук \(10\.0\.0\.7\), що пише ключем цього/]
])(
  'another laptop with the key of this one is told of where the network is switched (%s)',
  async (language, said) => {
    localStorage.setItem('chumak-language', language)
    const status = { on: true, addresses: [], peers: [], problem: null }
    const sameKey = { host: '10.0.0.7', at: new Date('2026-05-03T14:02:00').getTime() }
    window.chumak = createFakeChumak([], { 'lan.status': () => ({ ...status, sameKey }) }).chumak
    render(
      <Ground>
        <LocalNetwork />
      </Ground>
    )
    expect((await screen.findByRole('alert')).textContent).toMatch(said)
  }
)
