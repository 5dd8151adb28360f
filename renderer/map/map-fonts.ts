import cyrillic from '@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2?url'
import latin from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url'
import latinExt from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url'

const absolute = (url: string) => new URL(url, document.baseURI).href

/** The map's letters: what a character's range leaves out, the system's fonts draw. */
export const mapFonts = {
  'Noto Sans': [
    { url: absolute(cyrillic), 'unicode-range': ['U+0400-04FF', 'U+2116'] },
    {
      url: absolute(latinExt),
      'unicode-range': ['U+0100-02FF', 'U+1E00-1EFF', 'U+2C60-2C7F', 'U+A720-A7FF']
    },
    { url: absolute(latin), 'unicode-range': ['U+0000-00FF', 'U+2000-206F', 'U+2212'] }
  ]
}
