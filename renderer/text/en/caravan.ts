import { countedEn as counted } from '../plural.ts'

const stops = (n: number) => counted(n, { one: 'stop', other: 'stops' })

export const caravan = {
  title: 'Caravan',
  page: 'The caravan’s notebook',
  mayNotWrite: 'You can look at everything here. Members of a commune that is in the federation change it.',
  choose: 'Caravan',
  make: 'Make a caravan',
  makeAnother: 'Another caravan',
  more: 'More for this caravan',
  editJourney: 'Edit the journey',
  putCommune: 'Put a commune on the map',
  printSheet: 'Print the route sheet',
  contested: 'Two devices changed this without knowing of each other. What you save here settles it.',
  rivals: (n: number) =>
    `${counted(n, { one: 'plan was', other: 'plans were' })} adopted without knowing of each other. One of them is shown; adopting again settles it.`,
  noSuchCommune: 'No commune of that name on the map',
  journeyLine: (dates: string, from: string, to: string | null) =>
    to === null
      ? `${dates}, from ${from}, open end`
      : from === to
        ? `${dates}, from ${from} and back`
        : `${dates}, from ${from} to ${to}`,
  tabs: { route: 'Route', stops: 'Stops', vehicles: 'Vehicles', roads: 'Roads' },
  notebookSections: 'Parts of the notebook',

  step: {
    communes: {
      title: 'Put your communes on the map',
      hint: 'Search by name or click where a commune is. Two are enough to begin.'
    },
    caravan: {
      title: 'Make a caravan',
      hint: 'Say where it starts, when it travels, and how long it drives in a day.'
    },
    stops: {
      title: 'Add the stops',
      hint: 'Choose communes on the map, or add them here by name.',
      do: 'Add a stop'
    },
    plan: {
      title: 'Ready to plan',
      hint: (n: number) => `${stops(n)} to visit. Planning takes a few seconds and nothing is decided by it.`,
      do: 'Plan'
    },
    planning: { title: 'Planning' },
    adopt: {
      title: 'A route to look at',
      hint: 'Drag stops or move them with the arrows until it suits. Others see it once you adopt it.',
      hintBroken: 'It breaks the limits below. You can adopt it all the same, or plan again.',
      do: 'Adopt'
    },
    blocked: {
      title: 'A road on this route is blocked',
      leg: (a: string, b: string) => `The road ${a} – ${b} is reported blocked: plan again.`,
      do: 'Plan again'
    },
    changed: {
      title: 'Something changed since this route was made',
      added: (names: string) => `New to visit: ${names}.`,
      dropped: (names: string) => `No longer to visit: ${names}.`,
      loads: (n: number) => `${counted(n, { one: 'load has', other: 'loads have' })} been promised since.`,
      edited: (names: string) => `Changed: ${names}.`,
      journey: 'the journey',
      do: 'Plan again'
    },
    travel: { title: 'The route is adopted', hint: 'Print the route sheet, or report a road if it is bad.' }
  },
  planAgain: 'Plan again',
  madeBefore: 'Made before a change',
  madeBeforeThis: 'The route was made before this change.',
  goals: {
    serve: { name: 'Serve everyone', says: 'Visit all who are to be visited and carry what was promised.' },
    onTime: { name: 'Keep dates', says: 'Be there by the days that were wished for.' },
    steady: { name: 'Change little', says: 'Stay with the adopted route wherever one can.' },
    fair: { name: 'Fair turns', says: 'Go first to those who waited longest or were passed by.' },
    short: { name: 'Short way', says: 'Drive as little as possible.' }
  },
  goalEarlier: (name: string) => `${name}: matters more`,
  goalLater: (name: string) => `${name}: matters less`,
  discard: 'Discard the draft',
  lacks: {
    start: 'The start of the journey is not on the map. Put it there, or choose another start.',
    end: 'The end of the journey is not on the map. Put it there, or choose another end.',
    days: 'The journey ends before it begins. Correct its days.',
    stops: 'There is no stop that could be reached on the journey’s days. Add a stop, or change its days.'
  },

  progress: {
    label: (done: string, total: string) => `Planning, ${done} of ${total} s`,
    none: 'Looking for a first route…',
    best: (served: number, all: number, km: string, hours: string) =>
      `Best so far: ${served} of ${stops(all)}, ${km}, ${hours} of driving`
  },

  route: {
    none: 'No route yet',
    noneHint: 'Add stops and plan: the days of the journey are written here.',
    summary: (served: number, km: string, hours: string) => `${stops(served)}, ${km}, ${hours} of driving`,
    standing: { adopted: 'Adopted', draft: 'Draft', running: 'Best so far' },
    day: (n: number, date: string) => `Day ${n}, ${date}`,
    rest: 'Rest day',
    leave: (to: string) => `Leaves for ${to}`,
    drive: (km: string, time: string) => `${km}, ${time}`,
    arrive: (at: string) => `Arrives at ${at}`,
    ends: 'The journey ends here',
    onlyLoads: 'Only to load and unload',
    begins: (time: string) => `Begins ${time}`,
    untilSameDay: (time: string) => `Stays until ${time}`,
    untilDay: (day: string, time: string) => `Stays until ${day}, ${time}`,
    takesAlong: (from: string) => `Sets out from ${from} with`,
    staysAt: (at: string) => `Stays at ${at}`,
    onWay: (a: string, b: string) => `On the way from ${a} to ${b}`,
    nightAt: (at: string) => `Night at ${at}`,
    nightOnWay: (a: string, b: string) => `Night on the way from ${a} to ${b}`,
    load: (mass: string, good: string) => `+ ${mass} ${good}`,
    unload: (mass: string, good: string) => `− ${mass} ${good}`,
    loadSaid: (mass: string, good: string) => `Load ${mass} of ${good}`,
    unloadSaid: (mass: string, good: string) => `Unload ${mass} of ${good}`,
    onBoard: (mass: string) => `${mass} on board`,
    onBoardOf: (mass: string, room: string) => `${mass} on board, of ${room}`,
    reportRoad: (a: string, b: string) => `Report the road ${a} – ${b}`,
    roadBlocked: 'Reported blocked',
    roadSlow: 'Reported slow',
    earlier: (name: string) => `Move ${name} earlier`,
    later: (name: string) => `Move ${name} later`,
    drag: 'Drag to another place in the order',
    moved: (name: string, n: number) => `${name} is now stop ${n}.`
  },

  underWay: {
    leaves: 'The caravan leaves it on',
    been: 'We have been here',
    left: (day: string) => `Left on ${day}.`,
    undo: 'Not so',
    done: 'done',
    line: (done: number, all: number) =>
      `Under way: ${done} of ${stops(all)} done. Planning again goes on from there and changes little.`
  },
  adjust: {
    open: (name: string) => `Change what ${name} asks for`,
    title: (name: string) => `What ${name} asks for`,
    fixDay: (day: string) => `Always on ${day}`,
    dayFixed: 'day fixed',
    placeKept: 'place kept',
    must: 'Must go',
    room: 'Change the room on board'
  },
  unserved: {
    title: 'Not on this route',
    stop: (name: string, why: string) => `${name}: ${why}.`,
    load: (mass: string, good: string, from: string, to: string, why: string) =>
      `${mass} ${good}, ${from} → ${to}: ${why}.`,
    insist: 'Put it in by hand'
  },
  /** why something is not on the route; codes of the planner and of shared/caravan */
  reason: {
    windowMissed: 'it cannot be reached on its days',
    tourEndsLate: 'the journey would end after its last day',
    overloaded: 'there is not enough room on board',
    tooLongOnBoard: 'it would be on board for too long',
    pastBestBefore: 'it would arrive past its best-before day',
    orderBroken: 'the order that was locked leaves no place for it',
    wrongVehicle: 'it belongs to another vehicle',
    noWay: 'no open road leads there',
    several: 'more than one thing stands in the way',
    notExamined: 'it does not fit into this order',
    windowOutsideJourney: 'its days lie outside the journey',
    placeUnknown: 'its place is not known here',
    notOnTheWay: 'the caravan does not stop at both ends',
    unknown: 'the device that planned it gave a reason not known here'
  },
  remedy: {
    fits: (condition: string) => `It would fit if ${condition}.`,
    onTime: (condition: string) => `It would be on time if ${condition}.`,
    both: (one: string, other: string) => `${one} and ${other}`,
    laterWindow: (name: string, by: string) => `${name} could be reached ${by} later`,
    earlierWindow: (name: string, by: string) => `${name} opened ${by} earlier`,
    laterEnd: (by: string) => `the journey ended ${by} later`,
    earlierStart: (by: string) => `the journey began ${by} earlier`,
    moreSpace: (by: string) => `there were ${by} more room`,
    moreCold: (by: string) => `there were ${by} more cooled room`,
    longerOnBoard: (by: string) => `it could be on board ${by} longer`,
    longerBestBefore: (by: string) => `it kept ${by} longer`,
    otherVehicle: 'it went in another vehicle',
    openLeg: (a: string, b: string) => `the road ${a} – ${b} were open`,
    laterRest: (by: string) => `the day of rest came ${by} later`,
    moreDriving: (by: string) => `one drove ${by} more a day`,
    longerDay: (by: string) => `the days were ${by} longer`,
    shorterVisit: (name: string, by: string) => `the stay at ${name} were ${by} shorter`
  },
  /** what earlier journeys did for a commune */
  turn: {
    visited: (n: number) => `last visited ${counted(n, { one: 'day', other: 'days' })} before this journey`,
    never: 'not visited by any journey so far',
    hosted: (n: number) => `hosted ${counted(n, { one: 'day', other: 'days' })} before`,
    passedBy: (n: number) =>
      n === 1 ? 'passed by once' : n === 2 ? 'passed by twice' : `passed by ${n} times`,
    chosen: (why: string) => `It need not be; its turn: ${why}`
  },
  late: {
    title: 'Later than wished for',
    line: (name: string, by: string, why: string) => `${name}: ${by} late; ${why}.`,
    windowOpens: 'it opens only then',
    otherWindowOpens: (name: string) => `${name}, before it, opens only then`,
    restDay: 'a day of rest comes before it',
    leg: (a: string, b: string) => `the road ${a} – ${b} is slow or out`,
    drivingHours: 'no more is driven in a day',
    dayHours: 'the day is not longer',
    start: 'the journey begins no earlier',
    stay: (name: string) => `the stay at ${name} comes before it`,
    way: 'the way there takes that long',
    notExamined: 'the order is as it was made by hand'
  },
  space: {
    title: 'Room to spare',
    line: (share: string, room: string) =>
      `On the way ${share} of the room is free on average; where it is fullest, still ${room}.`,
    nothingMore: 'Nothing more is promised that could go along.'
  },
  violations: {
    title: 'What this order breaks',
    windowMissed: (name: string, by: string) => `${name}: comes ${by} after its last day.`,
    tourEndsLate: (by: string) => `The journey ends ${by} after its last day.`,
    overloaded: (name: string, by: string) => `After ${name}: ${by} too much on board.`,
    overloadedCold: (name: string, by: string) => `After ${name}: ${by} too much in the cooled room.`,
    atStart: 'the start',
    tooLongOnBoard: (good: string, by: string) => `${good} is on board ${by} too long.`,
    pastBestBefore: (good: string, by: string) => `${good} comes ${by} past its best-before day.`,
    orderBroken: (name: string) => `${name} is locked in another place of the order.`,
    orderBrokenLoad: (good: string) => `${good} would be brought before it is fetched.`,
    wrongVehicle: (name: string) => `${name} belongs to another vehicle.`,
    noWay: (a: string, b: string) => `No open road from ${a} to ${b}.`
  },

  stopsTab: {
    add: 'Add a stop',
    none: 'No stops yet',
    noneHint: 'Click a commune on the map and add it, or add it here by name.',
    stay: (days: string) => `stays ${days}`,
    hours: 'a few hours',
    anyDay: 'any day of the journey',
    optional: 'if it fits',
    locked: 'locked',
    edit: (name: string) => `Edit the stop ${name}`
  },
  stopForm: {
    newTitle: 'Add a stop',
    editTitle: 'Edit the stop',
    add: 'Add the stop',
    drop: 'Drop this stop',
    commune: 'Commune',
    missingCommune: 'Choose a commune',
    stay: 'Days of stay',
    stayHint: '0.25 is a few hours, 1 is until the same hour next day',
    missingNumber: 'Give a number',
    windows: 'Days on which it may arrive',
    anyDay: 'Any day of the journey',
    windowFirst: 'Only on certain days',
    windowMore: 'Or on other days',
    windowFrom: 'From',
    windowTo: 'To',
    windowRemove: 'Remove these days',
    backwards: 'Ends before it begins',
    missingDay: 'Choose the days',
    wantedBy: 'Wished for by',
    wantedByHint: 'Later is allowed; the planner tries to be there by then',
    optional: 'Visit only if it fits',
    optionalHint: 'The planner may leave it out, and says why',
    priority: 'How much it matters',
    priorities: { 1: 'Could', 2: 'Would like to', 3: 'Should' },
    locked: 'Keep its place in the order',
    lockedHint: 'Locked stops stay in the order of the adopted route',
    note: 'Note'
  },
  vehiclesTab: {
    add: 'Add a vehicle',
    none: 'No vehicle yet',
    noneHint: 'Without vehicles the planner sets no limit to what is carried.',
    room: (mass: string, volume: string) => `${mass}, ${volume}`,
    cold: (volume: string) => `${volume} cooled`,
    together: (mass: string, volume: string) => `They travel together: ${mass}, ${volume} in all.`,
    edit: (name: string) => `Edit the vehicle ${name}`
  },
  vehicleForm: {
    newTitle: 'Add a vehicle',
    editTitle: 'Edit the vehicle',
    hint: 'The vehicles of a caravan travel together; what they carry is counted as one.',
    add: 'Add the vehicle',
    drop: 'It does not travel',
    name: 'What it is',
    nameExample: 'Blue van',
    missingName: 'Give it a name',
    mass: 'Carries at most',
    volume: 'Room for goods',
    cold: 'Cooled room',
    missingNumber: 'Give a number'
  },
  roadsTab: {
    report: 'Report a road',
    none: 'No road is reported bad',
    noneHint: 'Whoever comes by reports how the road was. The planner goes round what is blocked.',
    leg: (a: string, b: string) => `${a} – ${b}`,
    seen: (day: string) => `seen ${day}`,
    again: (a: string, b: string) => `Report ${a} – ${b} anew`
  },
  roadForm: {
    title: 'Report a road',
    hint: 'It holds for both directions, until somebody reports it anew.',
    report: 'Report',
    suppose: 'What if it is out?',
    a: 'Between',
    b: 'And',
    same: 'Choose two different communes',
    missingCommune: 'Choose a commune',
    state: 'How it was',
    seen: 'Seen on',
    missingDay: 'Choose a day',
    note: 'Note',
    noteExample: 'Bridge out, ford too deep for a van'
  },
  caravanForm: {
    newTitle: 'Make a caravan',
    editTitle: 'Edit the journey',
    make: 'Make the caravan',
    name: 'Name',
    nameExample: 'May round',
    missingName: 'Give it a name',
    start: 'Starts at',
    missingStart: 'Choose where it starts',
    end: 'Ends at',
    endHint: 'Leave it empty to end at the last stop',
    endOpen: 'At its last stop',
    endClear: 'Leave the end open',
    from: 'First day',
    until: 'Last day',
    missingDay: 'Choose a day',
    backwards: 'Ends before it begins',
    speed: 'Speed on the road',
    hours: 'Driving in a day',
    rest: 'A day of rest at least every … days',
    restHint: '0 for none',
    restBad: '0, or 2 and more',
    goals: 'What matters most',
    goalsHint: 'Where one cannot have everything, what stands higher wins.',
    detour: 'Roads are longer than the straight line by',
    detourHint: '1.3 is usual; where hills or rivers are in the way it is more',
    missingNumber: 'Give a number'
  },
  communeForm: {
    newTitle: 'Put a commune on the map',
    editTitle: 'Edit your commune',
    hint: 'Search for its place, or click it on the map. Your commune vouches for it.',
    add: 'Put it on the map',
    search: 'Find its place',
    searchHint: 'Towns and villages of the world, offline',
    placed: (place: string) => `Place: ${place}`,
    notPlaced: 'No place yet: search for it, or click on the map.',
    name: 'Name of the commune',
    missingName: 'Give it a name',
    precision: 'How exactly others may know',
    coarse: 'About 5 km: enough to plan',
    exact: 'Exactly here',
    people: 'People',
    languages: 'Languages',
    resources: 'What it has',
    resourcesExample: 'Mill, well, workshop',
    note: 'Note'
  },
  commune: {
    own: 'Your commune',
    people: (n: number) => counted(n, { one: 'person', other: 'people' }),
    languages: (list: string) => `Languages: ${list}`,
    resources: (list: string) => `It has: ${list}`,
    addStop: 'Add as a stop',
    editStop: 'Edit the stop',
    edit: 'Edit your commune',
    isStart: 'The journey starts here.',
    isEnd: 'The journey ends here.',
    notStop: 'Not a stop of this caravan.',
    stopNumber: (n: number) => `Stop ${n} of the route.`,
    stopUnplanned: 'A stop of this caravan, not on the route.'
  },
  map: {
    label: 'Map of the caravan',
    communes: 'Communes on the map',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Show everything',
    pickHint: 'Click where the commune is',
    baseMissing: 'The base map cannot be read. Communes and the route are still shown.',
    own: 'your commune',
    stop: (n: number) => `stop ${n}`
  },
  sheet: {
    title: 'Route sheet',
    draft: 'A draft that nobody adopted',
    adopted: 'The adopted route',
    time: 'Time',
    what: 'What',
    loads: 'Loads',
    vehicles: 'Vehicles',
    roads: 'Roads to mind'
  }
}
