import { Notification } from 'electron'

/** Shows notifications of the system, each tag at most once. */
export function createNotices() {
  const shown = new Map<string, Notification>()
  return {
    show({ title, body, tag }: { title: string; body: string; tag: string }, onClick: () => void): void {
      if (!Notification.isSupported()) return
      shown.get(tag)?.close()
      const notification = new Notification({ title, body })
      notification.on('click', onClick)
      notification.on('close', () => {
        if (shown.get(tag) === notification) shown.delete(tag)
      })
      // A reference that is lost is a notification that does not answer clicks.
      shown.set(tag, notification)
      notification.show()
    },
  }
}
