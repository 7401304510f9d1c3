import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { planDraftSchema, planDraftViewSchema } from '../../model/plan-finding.ts'
import { del, get, post, put } from '../builders.ts'

/** The limit of a draft as JSON, in characters. */
export const draftLimit = 20 * 1024 * 1024

/** A working copy of a plan: it may have any fault, and is saved while a person edits it. */
export const draftViewSchema = z.object({
  id: z.string(),
  /** The published version that it is a copy of; null: of none. */
  planId: z.string().nullable(),
  /** The id that all versions of the plan share. */
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
  list: get('/v1/drafts', 'Drafts, changed last first').output(z.array(draftViewSchema)),
  get: get('/v1/drafts/{draftId}', 'One draft with its document').input(draftInput).output(draftSchema),
  watch: get('/v1/drafts/{draftId}/stream', 'Revisions of a draft after a revision, then as they are saved')
    .input(draftInput.extend({ after: z.coerce.number().int().min(0).default(0) }))
    .output(eventIterator(z.object({ draftId: z.string(), revision: z.number() }))),
  create: post(
    '/v1/drafts',
    'Begin a draft: of a published version, of a document, or of a document that is to be its next version',
    ['E_NOT_FOUND', 'E_REQUIRED', 'E_TOO_LARGE', 'E_DUPLICATE_ID'],
  )
    .input(
      z.strictObject({
        /** The id of the new draft, made by the client, so that a repeat creates no second draft. Absent: made here. */
        draftId: draftIdSchema.optional(),
        /** The version that it is a copy of, and which it will replace. */
        planId: z.string().optional(),
        /** The document of the draft; absent: that of the version. */
        document: planDraftSchema.optional(),
      }),
    )
    .output(draftViewSchema),
  save: put('/v1/drafts/{draftId}', 'Keep what a draft holds now; refused where another window was faster', [
    'E_STALE',
    'E_TOO_LARGE',
  ])
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
  remove: del('/v1/drafts/{draftId}', 'Drop a draft; published versions stay')
    .input(draftInput)
    .output(draftInput),
}
