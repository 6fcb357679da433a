import { StartError } from '../../start-error.ts'

/** Why a place cannot move, in a sentence for the person who runs it. Nothing of the source was changed. */
export class MoveError extends StartError {}
