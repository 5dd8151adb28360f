import { type ErrorTexts, inBrackets } from '../error-text.ts'

const untouched = 'Your record is whole. Nothing was changed.'
const paperReasons: Record<string, string> = {
  stick: 'the stick was written by somebody who had not heard of the sheet, or for other readers',
  forked: 'it was used in two places, so that neither counts',
  used: 'it was used before, and a sheet opens once',
  commune: 'no commune of this federation has it as a member'
}
const nothingWritten = 'Your record is safe. Nothing from this file was written.'
const kept = 'Your record is whole, and what you typed is kept here.'

const byCode: ErrorTexts = {
  'home-empty': {
    what: () => 'Nothing was begun on this computer yet.',
    data: 'There is no record here that could be lost.',
    next: 'Choose a passphrase and a name to begin.'
  },
  'home-taken': {
    what: () => 'There is a record on this computer already.',
    data: untouched,
    next: 'Close Chumak, open it again, and unlock the record with its passphrase.'
  },
  'home-in-use': {
    what: () => 'Another Chumak on this computer has this record open.',
    data: untouched,
    next: 'Close the other one, then open this one again.'
  },
  'home-damaged': {
    what: d => `The record file cannot be read${inBrackets(d.reason)}.`,
    data: 'The file was left as it is. What others carry of the record is not affected.',
    next: 'Copy the data folder to a stick before trying anything else. A stick from another commune can give you the record back on a fresh start.'
  },
  'home-newer': {
    what: d => `This record was written by a newer Chumak (version ${d.version ?? 'unknown'}).`,
    data: untouched,
    next: 'Install the newer version and open the record with it.'
  },
  'passphrase-wrong': {
    what: () => 'That is not the passphrase of this record.',
    data: untouched,
    next: 'Look for capital letters, the keyboard’s language and spaces, then try again. You can try as often as you like.'
  },
  'passphrase-weak': {
    what: () => 'This passphrase is too easy to guess.',
    data: 'Nothing was made yet.',
    next: 'Add more words: four or five that do not belong together are good.'
  },
  locked: {
    what: () => 'The record is locked.',
    data: untouched,
    next: 'Unlock it with your passphrase.'
  },
  'request-bad': {
    what: d => `Something in this request was not understood${inBrackets(d.field)}${inBrackets(d.reason)}.`,
    data: kept,
    next: 'Change that value and try again.'
  },
  'kind-unknown': {
    what: d => `This version does not know entries of the kind “${d.kind ?? '?'}”.`,
    data: 'Entries of that kind are kept and carried on.',
    next: 'A newer Chumak will show them.'
  },
  'fields-bad': {
    what: d => `“${d.field ?? '?'}” cannot be saved like this${inBrackets(d.reason)}.`,
    data: kept,
    next: 'Correct that field and save again.'
  },
  'thing-unknown': {
    what: () => 'What you asked for is not in this record.',
    data: untouched,
    next: 'It may come with the next stick. Go back to the list and look again.'
  },
  'not-allowed': {
    what: d => `This device has no standing to do that${inBrackets(d.reason)}.`,
    data: kept,
    next: 'Ask a member of the commune concerned to do it, or to give you the mandate.'
  },
  'device-forked': {
    what: () => 'Two laptops write with this laptop’s key, so nothing new from here counts.',
    data: 'Your record is whole, and what you typed is kept here. What both wrote is kept too.',
    next: 'Take a new device key (the note at the top of the window), then let a member welcome you again.'
  },
  'asked-already': {
    what: d =>
      d.by === 'other'
        ? 'You asked for this release on your other laptop. Your two laptops have one voice, so asking here adds nothing.'
        : 'You asked for this release already, so asking again adds nothing.',
    data: untouched,
    next: 'Carry your news to another member: they must ask too.'
  },
  'device-released': {
    what: () => 'This device key was released, or two laptops write with it.',
    data: untouched,
    next: 'Whoever returns takes a new device key first, and makes a new card with it.'
  },
  'no-federation': {
    what: () => 'This device is in no federation yet.',
    data: untouched,
    next: 'Begin one, or let a member welcome you, and then try again.'
  },
  'federation-already': {
    what: () => 'This device is in a federation already.',
    data: untouched,
    next: 'To join another one, begin a separate record for it.'
  },
  'too-large': {
    what: d => `This is too large${inBrackets(d.what)}.`,
    data: kept,
    next: 'Make it shorter, or divide it, and try again.'
  },
  'file-missing': {
    what: d => `The file is not there any more${inBrackets(d.path)}.`,
    data: untouched,
    next: 'Is the stick still plugged in? Choose the file again.'
  },
  'file-unreadable': {
    what: d => `The file cannot be read${inBrackets(d.path)}${inBrackets(d.reason)}.`,
    data: nothingWritten,
    next: 'Unplug the stick, plug it in again, and retry. If that fails, ask for another copy.'
  },
  'file-not-written': {
    what: d => `The file could not be written${inBrackets(d.path)}${inBrackets(d.reason)}.`,
    data: untouched,
    next: 'Look whether the stick is write-protected or full, or choose another folder.'
  },
  'disk-full': {
    what: d => `There is no room left on the disk${inBrackets(d.path)}.`,
    data: 'All that was saved before is whole. The last change was not saved.',
    next: 'Free some room, then do it once more.'
  },
  'card-bad': {
    what: d => `This is not a card, or it was damaged on the way${inBrackets(d.reason)}.`,
    data: nothingWritten,
    next: 'Ask for the card file again. Its name ends in .card.'
  },
  'welcome-bad': {
    what: d => `This is not a welcome, or it was damaged on the way${inBrackets(d.reason)}.`,
    data: nothingWritten,
    next: 'Ask the member to give you the welcome file again. Its name ends in .welcome.'
  },
  'welcome-not-yours': {
    what: () => 'This welcome was made for another device.',
    data: nothingWritten,
    next: 'Give the card you made on this computer to a member, and take the welcome they make from it.'
  },
  'backup-bad': {
    what: d => `This file is no backup of Chumak, or it is damaged${inBrackets(d.reason)}.`,
    data: nothingWritten,
    next: 'Try another copy of the backup. If there is none, ask a member to welcome you with a new card.'
  },
  'paper-word-unknown': {
    what: d => `Word ${d.number ?? ''}${inBrackets(d.word)} is not one of the words of recovery sheets.`,
    data: nothingWritten,
    next: 'Compare that word with the sheet, letter by letter. All words are English.'
  },
  'paper-words-off': {
    what: d =>
      d.reason === 'count' && d.count !== undefined
        ? `A sheet has 24 words; these are ${d.count}.`
        : 'These words do not belong together: one of them is another than on the sheet.',
    data: nothingWritten,
    next: 'Compare them with the sheet one by one, in the order of their numbers.'
  },
  'paper-other': {
    what: d => `This sheet does not open the way in${inBrackets(paperReasons[String(d.reason)])}.`,
    data: nothingWritten,
    next: 'Try a newer stick, or one of another commune of the same federation. If the sheet was used before, ask a member to welcome you.'
  },
  'bundle-not-one': {
    what: () => 'This file is no Chumak stick file.',
    data: nothingWritten,
    next: 'Choose a file whose name ends in .caravan.'
  },
  'bundle-damaged': {
    what: d =>
      `The stick file is damaged${d.byte === undefined ? '' : ` from byte ${d.byte} on`}${inBrackets(d.reason)}.`,
    data: 'Your record is whole. What was taken in before the damage was checked and is sound.',
    next: 'Ask for a new copy of the file, or take it from another stick.'
  },
  'bundle-foreign': {
    what: () => 'This stick file belongs to another federation, or was made for other readers.',
    data: nothingWritten,
    next: 'Ask who made it. If you mean to be in that federation, a member of it has to welcome you.'
  },
  'bundle-newer': {
    what: d => `This stick file was made by a newer Chumak${inBrackets(d.version)}.`,
    data: nothingWritten,
    next: 'Install the newer version. The other commune may have it on their stick.'
  },
  'bundle-gap': {
    what: () => 'This stick file continues a record of which you lack the part before it.',
    data: nothingWritten,
    next: 'Ask whoever made it for a stick with the whole record, or take in an older stick of theirs first.'
  },
  'entry-bad': {
    what: d => `An entry did not pass the checks${inBrackets(d.reason)}.`,
    data: 'Your record is whole. The entry was not taken in.',
    next: 'Tell those who gave it to you. Somebody may have changed it on the way.'
  },
  'run-bad': {
    what: d =>
      `A part of what was received did not pass the checks${inBrackets(d.seq === undefined ? undefined : `entry ${d.seq}`)}${inBrackets(d.reason)}.`,
    data: 'Your record is whole. That part was not taken in.',
    next: 'Ask for a new copy, or take the news from somebody else.'
  },
  'lan-off': {
    what: () => 'The local network is off.',
    data: untouched,
    next: 'Switch it on under Carry, then try again.'
  },
  'peer-unreachable': {
    what: d => `Nobody answers there${inBrackets(d.address)}.`,
    data: untouched,
    next: 'Are both laptops on the same Wi-Fi, and is Chumak’s local network on at both? Some Wi-Fi networks keep devices apart: a phone’s hotspot helps.'
  },
  'peer-refused': {
    what: () => 'The device that answered is not of this federation.',
    data: 'Nothing of the record was shown to it.',
    next: 'Check the address with the person you mean to reach.'
  },
  'peer-same-key': {
    what: () => 'The laptop that answered writes with the key of this one: one of the two is a copy.',
    data: 'Your record is whole. Nothing was passed between the two.',
    next: 'Write on one of them only, and carry a stick from each to the other: where both have written, a new device key is then offered.'
  },
  'problem-bad': {
    what: d => `This journey cannot be planned like this${inBrackets(d.field)}${inBrackets(d.reason)}.`,
    data: kept,
    next: 'Correct that value and plan again.'
  },
  'instance-unreadable': {
    what: d =>
      `The file cannot be read as a planning problem${inBrackets(d.line === undefined ? undefined : `line ${d.line}`)}${inBrackets(d.reason)}.`,
    data: untouched,
    next: 'Choose another file or format.'
  },
  cancelled: {
    what: () => 'It was stopped, as you asked.',
    data: 'Your record is whole. What had been taken in until then stays and is sound.',
    next: 'You can start it again at any time; it goes on where it stopped.'
  },
  internal: {
    what: d => `Something went wrong inside Chumak${inBrackets(d.reason)}.`,
    data: 'What was saved before is whole. The last thing you did may not be saved.',
    next: 'Try it again. If it happens again, close Chumak and open it once more, and tell those who look after it what you did.'
  }
}

export const errors = {
  byCode,
  dataLabel: 'Is my data safe?',
  nextLabel: 'What now?',
  crashed: 'This part of the window stopped working.',
  crashedData: 'Your record is whole, and what you typed until a moment ago is kept.',
  reload: 'Show it again'
}
