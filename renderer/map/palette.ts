/** The base map's colours: paper land, quiet water. The route's are in caravan-map.module.css. */
export interface Palette {
  readonly water: string
  readonly land: string
  readonly shore: string
  readonly river: string
  readonly border: string
  readonly town: string
  readonly townText: string
  readonly countryText: string
  readonly halo: string
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    water: '#d3dfe0',
    land: '#f7f0e2',
    shore: '#b9c6c4',
    river: '#a9c3c9',
    border: '#b7a488',
    town: '#8d7d66',
    townText: '#5f5341',
    countryText: '#75674f',
    halo: '#f7f0e2'
  },
  dark: {
    water: '#141b1f',
    land: '#27231e',
    shore: '#3a4344',
    river: '#3d5965',
    border: '#6b5d49',
    town: '#8a7c68',
    townText: '#b9ac98',
    countryText: '#a39479',
    halo: '#1d1a16'
  }
}
