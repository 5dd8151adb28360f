import type { Page } from '@playwright/test'
import type { Chumak } from '#shared/contract.ts'

const passphrase = 'oxcart salt steppe lantern river'

declare global {
  interface Window {
    chumak: Chumak
  }
}

/**
 * Makes a record of one's own with as many communes, stops of one caravan, and a load for every fourth stop,
 * through the same requests that the window makes. On a ring round Huliaipole with a fixed wobble.
 */
export const hundredStops = async (page: Page, count: number): Promise<void> => {
  await page.getByRole('textbox', { name: 'What others call you' }).fill('Walnut')
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await page.getByRole('textbox', { name: 'Passphrase once more' }).fill(passphrase)
  await page.getByRole('button', { name: 'Make the record' }).click()
  await page.getByRole('heading', { name: 'How do you want to begin?' }).waitFor({ timeout: 30_000 })
  await page.evaluate(async count => {
    const place = (i: number) => {
      const turn = (i / count) * 2 * Math.PI
      const reach = 0.5 + 0.35 * Math.sin(i * 12.9898)
      return {
        lat: 47.66 + reach * Math.sin(turn),
        lon: 36.25 + 1.5 * reach * Math.cos(turn),
        precision: 'exact' as const
      }
    }
    const begun = await window.chumak.ask['federation.begin']({
      federation: 'Hundred',
      commune: 'Home',
      place: { lat: 47.66, lon: 36.25, precision: 'exact' }
    })
    if (!begun.ok) throw new Error(begun.error.code)
    const put = async (kind: string, fields: Record<string, unknown>): Promise<string> => {
      const answer = await window.chumak.ask['rows.put']({ kind, fields })
      if (!answer.ok) throw new Error(`${kind}: ${JSON.stringify(answer.error)}`)
      return answer.value.id
    }
    const home = begun.value.commune?.id
    const caravan = await put('caravan', {
      name: 'Long round',
      start: home,
      end: home,
      from: '2027-04-01',
      until: '2027-12-31',
      speedKmh: 45,
      drivingHoursPerDay: 6,
      restEveryDays: 7,
      detourFactor: 1.3
    })
    await put('vehicle', { caravan, name: 'Truck', capacityKg: 4000, capacityM3: 20 })
    const communes: string[] = []
    for (let i = 0; i < count; i++) {
      communes.push(await put('commune', { name: `Commune ${i + 1}`, place: place(i) }))
      await put('vouch', { for: communes[i] })
      await put('stop', {
        caravan,
        commune: communes[i],
        windows: [],
        stayDays: i % 3 === 0 ? 1 : 0.5,
        optional: i % 10 === 9
      })
    }
    for (let i = 0; i + 7 < count; i += 4) {
      const goods = {
        good: `Flour ${i}`,
        category: 'grain',
        quantity: 100,
        unit: 'kg',
        massKg: 100,
        keep: 'plain'
      }
      const offer = await put('offer', goods)
      const need = await put('need', { ...goods, urgency: 'soon' })
      await put('match', {
        offer,
        need,
        from: communes[i],
        to: communes[i + 7],
        quantity: 100,
        massKg: 100,
        state: 'committed'
      })
    }
  }, count)
}
