export const settings = {
  title: 'Settings',
  hint: 'For this window and this computer. None of it enters the record.',
  language: 'Language',
  languages: { en: 'English', uk: 'Українська' },
  theme: 'Light and dark',
  themes: { light: 'Light', dark: 'Dark', auto: 'As the system' },
  lockTitle: 'Lock',
  lockHint:
    'Closes the record until the passphrase is typed again. It also locks by itself when the computer sleeps.',
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
    'Chumak is free software under the AGPL, version 3 or later. It works without the internet: nothing ever leaves this computer but by the stick you write or the local network you switch on.',
  version: (version: string) => `Version ${version}`,
  changes: 'What changed, by version'
}
