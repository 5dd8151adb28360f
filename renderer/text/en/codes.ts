/** Codes (QR) that are shown and read. */
export const codes = {
  part: (at: number, of: number) => `Part ${at} of ${of}`,
  holdStill: 'Hold this part',
  goOn: 'Show all in turn',
  nextPart: 'Next part',
  print: 'Print the code',
  camera: 'Read with the camera',
  image: 'From a picture…',
  cameraTitle: (what: string) => `Read ${what} with the camera`,
  cameraPicture: 'What the camera sees',
  hold: 'Hold the code so that it fills the picture. The camera is on only while this is open, and nothing of it is kept.',
  reading: 'Looking for a code…',
  have: (have: number, of: number) => `${have} of ${of} parts read. Keep on.`,
  other: (what: string) => `That code is not ${what}.`,
  noCode: (file: string) => `No code was found in ${file}. Is it sharp, and all of it in the picture?`,
  trouble: {
    none: 'No camera was found. Take a picture of the code with a phone and open that, or use the file.',
    refused:
      'The camera is not allowed to be used on this computer. Allow it in the system’s settings, or use a picture or the file.',
    busy: 'The camera cannot be used now; another program may have it. Close that one, or use a picture or the file.'
  },
  a: { card: 'a card', welcome: 'a welcome', address: 'an address of the local network' }
}
