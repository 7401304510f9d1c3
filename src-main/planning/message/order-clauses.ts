import type { Clause } from './clause.ts'
import type { StepSegment } from './list-steps.ts'
import { refersBack, sharesWord } from './references.ts'

/** Sorts steps by the order of the work: `before you order it, check the model` starts with the check. */
export function orderClauses(steps: readonly StepSegment[]): Clause[] {
  const clauses: Clause[] = []
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at]
    const main = steps[at + 1]?.clause
    if (step === undefined) break
    if (step.segment.order === null) addMainClause(clauses, step.clause)
    else if (!step.segment.isSentenceStart || main === undefined) addTrailingClause(clauses, step)
    else {
      addLeadingClause(clauses, step, main)
      at += 1
    }
  }
  return clauses
}

/** `order it, but check the model first`: the check comes before the order. */
function addMainClause(clauses: Clause[], clause: Clause): void {
  const last = clauses.at(-1)
  const isFirst =
    !clause.isSentenceStart &&
    /\b(?:first|beforehand)$/i.test(clause.text) &&
    last !== undefined &&
    !/\bfirst$/i.test(last.text)
  if (isFirst) clauses.splice(-1, 1, { ...clause, isSequel: false }, asSequel(last))
  else clauses.push(clause)
}

/** A subordinate clause before its main clause: `before you order it, check the model`. */
function addLeadingClause(clauses: Clause[], { segment, clause }: StepSegment, main: Clause): void {
  if (segment.order === 'before') clauses.push(main, asSequel(clause))
  else if (isRepeated(clauses, clause)) clauses.push(asSequel(main))
  else clauses.push(clause, asSequel(main))
}

/** A subordinate clause after its main clause: `check the model before you order it`. */
function addTrailingClause(clauses: Clause[], { segment, clause }: StepSegment): void {
  const main = clauses.at(-1)
  if (segment.order === 'before' || main === undefined) clauses.push(asSequel(clause))
  else if (isRepeated(clauses.slice(0, -1), clause)) clauses.splice(-1, 1, asSequel(main))
  else clauses.splice(-1, 1, { ...clause, isSequel: main.isSequel }, asSequel(main))
}

const asSequel = (clause: Clause): Clause => ({ ...clause, isSequel: true })

/** `after you have compared them`: the message already asked for this step. */
const isRepeated = (clauses: readonly Clause[], { kind, object }: Clause): boolean =>
  clauses.some(
    (each) => each.kind === kind && (refersBack(object) || object === '' || sharesWord(object, each.object)),
  )
