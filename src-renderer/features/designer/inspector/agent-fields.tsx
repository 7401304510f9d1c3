import { UserRoundCheck, UserRoundX } from 'lucide-react'
import { words } from '#shared/words/words.ts'
import { usePlanDocument } from '../../../stores/plan-document-context.tsx'
import { TokenField } from '../../../ui/controls/token-field.tsx'
import { listAble, listPinnable, useRoster } from '../roster/roster.ts'
import type { TaskFormProps } from './task-fields.ts'
import { SharedChoice, sharedOf } from './value-fields.tsx'

/** Required skills and the agents that have them. For several tasks: all skills that any task requires. */
export function SkillsField({ tasks, onChangeEach, faultOf }: TaskFormProps) {
  const roster = useRoster()
  const crew = usePlanDocument(({ document }) => document.crew)
  const work = tasks.filter(({ kind }) => kind === 'task')
  const skills = [...new Set(work.flatMap(({ requiredSkills }) => requiredSkills))]
  const change = (next: readonly string[]) =>
    onChangeEach(
      ({ kind, requiredSkills }) =>
        kind === 'group'
          ? {}
          : {
              requiredSkills: [
                ...requiredSkills.filter((skill) => next.includes(skill)),
                ...next.filter((skill) => !skills.includes(skill)),
              ],
            },
      words.designer.fields.skills,
    )
  const { names, missing } = listAble(roster, skills, crew)
  const unable = work.filter(
    ({ requiredSkills }) => listAble(roster, requiredSkills, crew).names.length === 0,
  ).length
  const isDoable = unable === 0
  return (
    <div>
      <TokenField
        label={words.designer.fields.skills}
        of={words.designer.skill}
        tokens={skills}
        onChange={change}
        tokenOf={roster.skillOf}
        known={roster.skills}
        fault={faultOf('skills')}
        placeholder={words.designer.skillExample(roster.skills[0])}
      />
      {skills.length > 0 && (
        <p className="mt-1.5 flex gap-1.5 text-muted text-sm">
          {isDoable ? (
            <UserRoundCheck size={14} aria-hidden className="mt-px shrink-0 text-done" />
          ) : (
            <UserRoundX size={14} aria-hidden className="mt-px shrink-0 text-warning" />
          )}
          <span className="min-w-0 break-words">
            {work.length > 1
              ? words.designer.ableEach(unable, work.length)
              : isDoable
                ? words.designer.able(names)
                : words.designer.nobodyAble(missing)}
          </span>
        </p>
      )}
    </div>
  )
}

const text = words.designer.pin

/** The assigned agent. Agents with all skills come first; the others show the missing skills. */
export function PinField({ tasks, onChangeEach, faultOf }: TaskFormProps) {
  const roster = useRoster()
  const crew = usePlanDocument(({ document }) => document.crew)
  const work = tasks.filter(({ kind }) => kind === 'task')
  const skills = [...new Set(work.flatMap(({ requiredSkills }) => requiredSkills))]
  return (
    <SharedChoice
      label={text.label}
      fault={faultOf('pin')}
      shared={sharedOf(work, (task) => task.pin ?? '')}
      unlisted={text.unknown}
      options={[
        { value: '', label: text.anyone },
        ...listPinnable(roster, skills, crew).map(({ id, name, missing }) => ({
          value: id,
          label: missing.length === 0 ? name : text.lacks(name, missing.join(', ')),
        })),
      ]}
      onChange={(pin) =>
        onChangeEach(({ kind }) => (kind === 'group' ? {} : { pin: pin || undefined }), text.label)
      }
    />
  )
}
