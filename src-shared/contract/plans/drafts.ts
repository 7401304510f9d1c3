import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { planDraftSchema, planDraftViewSchema } from '../../model/plan-finding.ts'
import { refusals } from '../errors.ts'

/** Of a draft, as JSON, in characters. */
export const draftLimit = 20 * 1024 * 1024

/** A working copy of a plan: it may have any fault, and is saved while a person edits it. */
export const draftViewSchema = z.object({
  id: z.string(),
  /** The published version that it is a copy of; null: of none. */
  planId: z.string().nullable(),
  /** What that version and all others of the plan have in common. */
  line: z.string().nullable(),
  title: z.string(),
  projectId: z.string().nullable(),
  taskCount: z.number(),
  /** Goes up with each change: who saves says which one they had. */
  revision: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
})
export type DraftView = z.infer<typeof draftViewSchema>

export const draftSchema = draftViewSchema.extend({ document: planDraftViewSchema })
export type Draft = z.infer<typeof draftSchema>

export const draftIdSchema = z.string().regex(/^draft_[\w-]{8,64}$/)

const draftInput = z.strictObject({ draftId: z.string() })

export const draftsContract = {
  list: oc
    .route({ method: 'GET', path: '/v1/drafts', summary: 'Drafts, changed last first' })
    .output(z.array(draftViewSchema)),
  get: oc
    .route({ method: 'GET', path: '/v1/drafts/{draftId}', summary: 'One draft with its document' })
    .errors(refusals('E_NOT_FOUND'))
    .input(draftInput)
    .output(draftSchema),
  watch: oc
    .route({
      method: 'GET',
      path: '/v1/drafts/{draftId}/stream',
      summary: 'Revisions of a draft after a revision, then as they are saved',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(draftInput.extend({ after: z.coerce.number().int().min(0).default(0) }))
    .output(eventIterator(z.object({ draftId: z.string(), revision: z.number() }))),
  create: oc
    .route({
      method: 'POST',
      path: '/v1/drafts',
      summary:
        'Begin a draft: of a published version, of a document, or of a document that is to be its next version',
    })
    .errors(refusals('E_NOT_FOUND', 'E_REQUIRED', 'E_TOO_LARGE', 'E_DUPLICATE_ID'))
    .input(
      z.strictObject({
        /** The id of the new draft, made by the client, so that a repeat creates no second draft. Absent: made here. */
        draftId: draftIdSchema.optional(),
        /** The version that it is a copy of, and which it will replace. */
        planId: z.string().optional(),
        /** What it holds; absent: what the version holds. */
        document: planDraftSchema.optional(),
      }),
    )
    .output(draftViewSchema),
  save: oc
    .route({
      method: 'PUT',
      path: '/v1/drafts/{draftId}',
      summary: 'Keep what a draft holds now; refused where another window was faster',
    })
    .errors(refusals('E_NOT_FOUND', 'E_STALE', 'E_TOO_LARGE'))
    .input(
      draftInput.extend({
        document: planDraftSchema,
        /** The revision that was changed. */
        revision: z.int().min(1),
        /** It goes on from this version, which its next one will replace; absent: as before. */
        planId: z.string().optional(),
      }),
    )
    .output(draftViewSchema),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/v1/drafts/{draftId}',
      summary: 'Drop a draft; published versions stay',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(draftInput)
    .output(draftInput),
}
