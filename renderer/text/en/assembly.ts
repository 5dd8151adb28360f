import { countedEn } from '../plural.ts'

export const assembly = {
  title: 'Assembly',
  lead: 'What touches two or more communes is decided here, at the stop where the caravan stands.',
  listLabel: 'Assemblies',
  add: 'Call an assembly',
  none: 'No assembly yet',
  noneHint:
    'Call an assembly for a stop of the caravan. Its agenda can be written by several people at once.',
  form: {
    title: 'Call an assembly',
    name: 'Name',
    nameExample: 'Assembly at the mill',
    at: 'Hosted by',
    caravan: 'On the way of',
    date: 'Day',
    missingName: 'Give it a name.',
    missingAt: 'Say which commune hosts it.',
    missingDate: 'Say on which day.',
    waiting: 'Members of a commune that is in the federation write here. You can read it.'
  },
  agenda: 'Agenda',
  agendaFor: (name: string) => `Agenda of ${name}`,
  addItem: 'Add a point',
  emptyAgenda:
    'Nothing on the agenda yet. Add a point: what it is about, whom it touches, how long it may take.',
  itemTitle: 'What is it about?',
  proposedBy: (commune: string) => `Proposed by ${commune}`,
  affects: 'Touches',
  affectsHint: 'Which communes?',
  timebox: 'Minutes',
  staysHome: 'Stays home',
  staysHomeWhy: 'It touches only one commune: that commune decides it at home.',
  takeOff: 'Take off the agenda',
  moveUp: 'Move up',
  moveDown: 'Move down',
  waitingItems: 'Proposed, not on the agenda yet',
  putOn: 'Put on the agenda',
  putOnLabel: (title: string) => `Put “${title}” on the agenda`,
  untitled: 'A point without a title',
  total: (points: number, duration: string) =>
    `${countedEn(points, { one: 'point', other: 'points' })}, ${duration} in all`,
  here: 'Here now',
  alone: 'Nobody else has this agenda open.',
  onlyHere: 'Switch on the local network under Carry to write together.',
  you: (handle: string) => `${handle} (you)`,
  holds: { same: 'holds all you hold', less: 'is still receiving', more: 'has news on the way to you' },
  saved: 'All in the record.',
  saving: 'Writing to the record…',
  notSaved: 'Not in the record yet; it lies safely on the desk of this laptop.'
}
