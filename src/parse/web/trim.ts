/** Text without the characters at both ends for which `isBlank` holds. Takes one step per character, whatever the text. */
export const trimWhere = (text: string, isBlank: (character: string) => boolean): string => {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charAt(start))) start += 1;
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};
