import { countedEn as counted } from '../plural.ts'

export const settings = {
  title: 'Settings',
  hint: 'For this window and this computer, and against the day when it is lost.',
  language: 'Language',
  languages: { en: 'English', uk: 'Українська' },
  theme: 'Light and dark',
  themes: { light: 'Light', dark: 'Dark', auto: 'As the system' },
  lockTitle: 'Lock',
  lockHint:
    'Closes the record until the passphrase is typed again, and wipes its keys from memory. It locks by itself when the computer sleeps or its screen is locked.',
  lockAfter: 'Lock when nobody touched the window for',
  lockMinutes: (n: number) => `${n} minutes`,
  lockNever: 'Never',
  passphrase: {
    title: 'Passphrase',
    hint: 'What you type to open the record on this computer. Others have their own.',
    open: 'Change the passphrase…',
    now: 'Passphrase now',
    next: 'New passphrase',
    again: 'New passphrase once more',
    change: 'Change it',
    wrong: 'That is not the passphrase of this record. Nothing was changed.',
    done: 'The new passphrase holds from now on.',
    doneNext:
      'If you wrote the old one on paper, replace the paper. A copy of the data folder made before still opens with the old one.'
  },
  backup: {
    title: 'Backup',
    hint: 'Everything but the keys that sign, in one file with a passphrase of its own. Restored on another computer it makes a new device there, which another member of your commune then admits. If you are alone in it, nobody can: keep a recovery sheet too.',
    open: 'Make a backup…',
    label: 'Passphrase of the backup',
    again: 'The same once more',
    write: 'Choose where and write it',
    chooseTitle: 'Where to write the backup',
    working: 'Writing and reading back',
    done: (size: string) => `Written and read back, ${size}.`,
    doneNext: 'Keep the file and its passphrase apart from each other and from this computer.'
  },
  paper: {
    title: 'Recovery sheet on paper',
    hint: 'A sheet for your commune’s drawer. If every device is lost, its 24 words and a stick of somebody who has heard of the sheet let one new device in, once. What your commune locked for itself before the sheet was made, such as exact places, it does not open.',
    open: 'Make a sheet…',
    handle: 'What the sheet is called among your members',
    handleOf: (commune: string) => `Paper of ${commune}`.slice(0, 60),
    warning:
      'The words are shown now and are kept nowhere. Whoever holds the sheet can become a member of your commune: keep it where you would keep the seal.',
    make: 'Make the sheet',
    words: 'The 24 words',
    code: 'The words as a code',
    print: 'Print the sheet',
    close: 'I have the sheet. Forget the words',
    sheetTitle: (commune: string) => `Recovery sheet of ${commune}`,
    federation: (name: string) => `Federation: ${name}`,
    madeAt: (date: string) => `Made on ${date}`,
    todo: [
      'Keep this sheet locked away. Show it to nobody and take no photograph of it.',
      'When every device of the commune is lost: install Chumak, choose “We have only the paper”, type these words or hold the code to the camera.',
      'Open a stick of the federation, from any commune, that was written on a laptop which had heard of this sheet: carry the news of it to the others soon.',
      'It does not open what your commune locked for itself before the sheet was made, such as exact places.',
      'The sheet works once. Used in two places it counts in neither. Make a new one afterwards.',
      'If the sheet is lost or seen by strangers: release it among the people of the commune, and make a new one.'
    ],
    language: 'The words are English in every language of the app.'
  },
  drop: {
    title: 'Shared folder',
    hint: 'A folder that Syncthing, Nextcloud or a network drive copies to the other computers of your federation. News is written there encrypted, and what others wrote is taken in.',
    choose: 'Choose a folder…',
    another: 'Choose another folder…',
    off: 'Leave the folder alone',
    states: {
      off: 'Not in use.',
      missing: 'The folder is not there now. Nothing is lost; it goes on as soon as the folder is back.',
      working: 'Comparing the folder with your record.',
      level: 'The folder holds all that you hold.'
    },
    waiting: (n: number) =>
      `${counted(n, { one: 'file waits', other: 'files wait' })} for others that have to come first.`,
    lastTaken: (when: string) => `News last taken in: ${when}`,
    lastWritten: (when: string) => `News last written: ${when}`,
    aside: 'Left alone:',
    why: {
      incomplete: 'has not wholly arrived yet, or is damaged',
      damaged: 'is damaged',
      foreign: 'is for other readers',
      newer: 'was written by a newer Chumak',
      'too-large': 'is too large',
      unreadable: 'cannot be read'
    }
  },
  you: 'You and this device',
  handle: 'Handle',
  commune: 'Commune',
  federation: 'Federation',
  device: 'Device',
  deviceHint: 'The public key that signs what you write here. It is no secret.',
  state: 'State of the record',
  stateHint: 'Equal on any two devices that hold the same entries.',
  setAside: 'Kept, not shown',
  size: 'Size',
  about: 'About Chumak',
  aboutText:
    'Chumak is free software under the AGPL, version 3 or later. It works without the internet: nothing ever leaves this computer but by the stick you write, the local network you switch on or the shared folder you choose.',
  version: (version: string) => `Version ${version}`,
  changes: 'What changed, by version'
}
