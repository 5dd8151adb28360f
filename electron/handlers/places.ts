import { searchPlaces } from '#shared/places/search-places.ts'
import { gazetteerOf } from '../maps/gazetteer-of.ts'
import type { Group, Handlers } from './handlers.ts'

export const placesHandlers: Handlers<Group<'places'>> = {
  'places.search': async ({ query, near, limit, language }, { resources }) => {
    const found = searchPlaces(await gazetteerOf(resources), query, { near, limit })
    return found.map(({ name, nameUk, lat, lon, population, region }) => ({
      name: (language === 'uk' && nameUk) || name,
      country: region.country,
      region: (language === 'uk' && region.nameUk) || region.name || '',
      lat,
      lon,
      population
    }))
  }
}
