import { countedEn as counted } from '../plural.ts'

const some = (n: number) => counted(n, { one: 'photo', other: 'photos' })

/** Photos in forms, lists and on sticks. */
export const photos = {
  label: 'Photos',
  hint: (most: number) =>
    `At most ${most}. Each is made smaller, and where, when and with what it was taken is removed. Everybody in the federation sees what it shows.`,
  choose: 'Choose photos…',
  take: 'Take a photo',
  shoot: 'Take it',
  cameraOn: 'The camera is on only while this is open.',
  remove: (photo: string) => `Remove ${photo}`,
  removeShort: 'Remove',
  nth: (n: number) => `photo ${n}`,
  of: (what: string) => `Photos: ${what}`,
  alt: (n: number, what: string) => `Photo ${n}: ${what}`,
  enlarge: (photo: string) => `See it large. ${photo}`,
  notHere: 'This photo has not come yet.',
  notShown: 'This is no picture that can be shown here.',
  unreadable: (file: string) => `${file} is no picture that can be read here.`,
  tooMany: (most: number) => `Only the first ${most} are kept.`,
  trouble: {
    none: 'No camera was found. Take the photo with a phone and choose it.',
    refused:
      'The camera is not allowed to be used on this computer. Allow it in the system’s settings, or choose a photo.',
    busy: 'The camera cannot be used now; another program may have it. Close that one, or choose a photo.'
  },
  carry: {
    along: 'Photos',
    held: (n: number, size: string) => `You hold ${some(n)}, ${size}. The newest go first.`,
    none: 'No photos',
    upTo: (size: string) => `Up to ${size} of photos`,
    all: 'All photos',
    noRoom: (size: string) => `The photos need ${size}, more than is free here`,
    went: (n: number, size: string) => `With ${some(n)}, ${size}.`,
    stayed: (n: number) => `${some(n)} stayed here, as you chose under “Photos”.`,
    brings: (n: number, size: string) => `${some(n)}, ${size}`,
    mayBring: 'Nothing new, but photos that you wait for may be in it.',
    came: (n: number) => `${some(n)} came.`
  }
}
