import { h } from './dom.js';
import { dateInWords, readMrkdwn } from './mrkdwn.js';

const tags = { bold: 'strong', italic: 'em', strike: 's', code: 'code', pre: 'pre', quote: 'blockquote' };

/** A text object of Block Kit, or a message's own text, as nodes. */
export function textNodes(text) {
  if (text === undefined || text === null) return [];
  return text.type === 'plain_text' ? [text.text] : readMrkdwn(text.text).map(pieceNode);
}

export const mrkdwnNodes = text => readMrkdwn(text).map(pieceNode);

function pieceNode(piece) {
  if (piece.kind === 'text') return piece.text;
  if (piece.kind === 'date') return h('time', {}, dateInWords(piece));
  if (piece.kind === 'mention') return h('span', { class: 'mention' }, piece.text);
  if (piece.kind === 'link')
    return h('a', { href: piece.url, target: '_blank', rel: 'noreferrer noopener' }, piece.text);
  return h(tags[piece.kind], {}, ...(piece.parts?.map(pieceNode) ?? [piece.text]));
}
