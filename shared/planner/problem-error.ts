/** What is wrong with a problem, and where: `path` names the field as one would write it (`stops[3].windows[0].untilS`). */
export interface ProblemError {
  readonly code: ProblemErrorCode
  readonly path: string
  /** Technical, English, for logs and the command line; the window words the code. */
  readonly detail: string
}

export type ProblemErrorCode =
  | 'wrongShape'
  | 'tooLarge'
  | 'notANumber'
  | 'negative'
  | 'unknownId'
  | 'duplicateId'
  | 'windowContradiction'
  | 'matrixSize'
  | 'noVehicle'
  | 'neverFits'
  | 'contradiction'
