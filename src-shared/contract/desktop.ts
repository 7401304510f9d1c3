import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'

/** Desktop services for the app's page. A separate contract on its own port, not available over other transports. */
const nothing = z.null()
/** Maximum file size in bytes. */
export const largestFile = 64 * 1024 * 1024
const longestBase64 = Math.ceil(largestFile / 3) * 4

const menuCommandSchema = z.strictObject({
  id: z.string().max(200),
  title: z.string().max(200),
  /** Key binding in tinykeys syntax; null if there is none. */
  keys: z.string().max(100).nullable(),
  isEnabled: z.boolean(),
})
export const menuSectionSchema = z.strictObject({
  title: z.string().max(100),
  commands: z.array(menuCommandSchema).max(500),
})
export type MenuSection = z.infer<typeof menuSectionSchema>

const zoomSteps = ['in', 'out', 'reset'] as const

/** Events that the desktop app sends to its page. */
export const desktopEventSchema = z.discriminatedUnion('type', [
  /** The user chose a menu command. */
  z.object({ type: z.literal('command'), id: z.string() }),
  /** The user clicked a notification. */
  z.object({ type: z.literal('notification'), tag: z.string() }),
  /** A link to a location in the app was opened outside of the page. */
  z.object({ type: z.literal('place'), place: z.string().startsWith('/').max(5000) }),
  /** A plan file was opened from the system's file manager. */
  z.object({ type: z.literal('file'), name: z.string(), base64: z.string().max(longestBase64) }),
])
export type DesktopEvent = z.infer<typeof desktopEventSchema>

export const desktopContract = {
  copyText: oc.input(z.strictObject({ text: z.string().max(largestFile) })).output(nothing),
  readText: oc.output(z.object({ text: z.string() })),
  openFile: oc
    .input(z.strictObject({ extensions: z.array(z.string().regex(/^\.[a-z0-9.]{1,20}$/)).max(50) }))
    .errors({ TOO_LARGE: { data: z.object({ name: z.string() }) } })
    .output(z.object({ name: z.string(), base64: z.string() }).nullable()),
  saveFile: oc
    .input(z.strictObject({ name: z.string().min(1).max(255), base64: z.string().max(longestBase64) }))
    .output(z.object({ isSaved: z.boolean() })),
  notify: oc
    .input(
      z.strictObject({
        title: z.string().max(300),
        body: z.string().max(2000),
        /** A notification replaces the earlier one with the same tag. */
        tag: z.string().max(300),
      }),
    )
    .output(nothing),
  setBadge: oc.input(z.strictObject({ count: z.int().min(0).max(100_000) })).output(nothing),
  setMenu: oc.input(z.strictObject({ sections: z.array(menuSectionSchema).max(40) })).output(nothing),
  zoom: oc.input(z.strictObject({ step: z.enum(zoomSteps) })).output(nothing),
  watch: oc.output(eventIterator(desktopEventSchema)),
}
export type DesktopContract = typeof desktopContract
