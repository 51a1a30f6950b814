const longestText = 200;

/**
 * A condition on a text: it has this part, whatever its case. Any text may be given; what nobody can see in it, and the
 * database's expressions cannot hold, counts as a space.
 */
export function containing(part: string) {
  const text = part.slice(0, longestText).replace(/\p{C}/gu, ' ').trim();
  // The database's expressions know fewer escapes than ours.
  return { $regex: text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), $options: 'i' };
}
