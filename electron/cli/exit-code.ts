/** Of a command that answered: 1 where `verify` found problems, so that scripts need not read its answer. */
export const exitCodeOf = (command: string, answer: unknown): 0 | 1 =>
  command === 'verify' &&
  typeof answer === 'object' &&
  answer !== null &&
  'problems' in answer &&
  Array.isArray(answer.problems) &&
  answer.problems.length > 0
    ? 1
    : 0
