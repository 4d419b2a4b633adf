/** Something the user can put right: wrong arguments, a claims file that does not parse, a file that is not there. Ends in exit code 64. */
export class UsageError extends Error {}

/** The result could not be written where it was asked for, and the like: not our bug, not a verdict. */
export class OutputError extends Error {}
