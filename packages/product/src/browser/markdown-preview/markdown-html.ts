// SPDX-License-Identifier: MIT

import DOMPurify from '@theia/core/shared/dompurify';
import markdownit from '@theia/core/shared/markdown-it';
import { buildElements } from './build-elements';
import { limitNesting } from './limit-nesting';
import { limitSpans } from './table-spans';

/**
 * What texts are made of, as on GitHub. Other elements run, ask, play, look like a part of the window, or take the window
 * minutes to lay out, such as 5,000 `<marquee>`.
 */
const ALLOWED = [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'span', 'br', 'hr', 'wbr', 'blockquote', 'pre', 'code'],
    ...['b', 'strong', 'i', 'em', 'u', 's', 'strike', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'tt', 'kbd', 'samp'],
    ...['var', 'q', 'cite', 'dfn', 'abbr', 'bdo', 'time', 'a', 'img', 'picture', 'figure', 'figcaption'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'details', 'summary', 'ruby', 'rt', 'rp'],
    ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td']
];

/**
 * CommonMark with tables and HTML. Its time grows with the length of the text, whatever the text is: that of the renderer
 * in hovers grows with the square. Links without brackets are left alone, because to look for them does not.
 */
const markdown = markdownit({ html: true });
limitNesting(markdown);

const { normalizeLink } = markdown;
/** The renderer escapes the brackets of an IPv6 address, which a browser then takes for a name. */
const ESCAPED_IPV6 = /^(https?:\/\/(?:[^/?#@]*@)?)%5B([\da-f:.]+)%5D(?=[:/?#]|$)/i;
markdown.normalizeLink = address => normalizeLink(address).replace(ESCAPED_IPV6, '$1[$2]');

/** Data about the document at its beginning, which other programs read. VS Code's preview hides it, too. */
const FRONT_MATTER = /^---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)/;

/**
 * Elements of a preview. A long page of documentation has some thousands. A short text can make many more: each row of a
 * table gets as many cells as its first one.
 */
const MAX_ELEMENTS = 20_000;

/** Directions of writing inside of each other. A browser orders the letters of each line once for each. */
const MAX_DIRECTIONS = 3;

const DIRECTION = 'bdo, [dir]';

export interface MarkdownHtml {
    readonly fragment: DocumentFragment;
    /** Whether the fragment has the whole text. Otherwise the text makes too many elements, or changes its font too often. */
    readonly isWhole: boolean;
    /** Whether all letters are as in the text. Otherwise there are too many that no font knows. */
    readonly isExact: boolean;
}

/**
 * Returns a Markdown text as HTML that can be shown, also if a stranger wrote it: nothing in it runs, and nothing looks
 * like a part of the window. Links and images have their addresses in `data-href` and `data-src`, so that the caller decides
 * what is opened and loaded.
 */
export function markdownHtml(text: string): MarkdownHtml {
    const { body, isWhole, isExact } = buildElements(markdown.render(text.replace(FRONT_MATTER, '')), MAX_ELEMENTS);
    const fragment = DOMPurify.sanitize(body, {
        RETURN_DOM_FRAGMENT: true,
        // The body is what is sanitized, and not in the result.
        ALLOWED_TAGS: ['body', '#text', ...ALLOWED],
        FORBID_ATTR: ['style', 'srcset', 'background', 'target', 'popover', 'tabindex', 'role'],
        ALLOW_ARIA_ATTR: false,
        ALLOW_DATA_ATTR: false,
        // Without it, the id of an element could hide a property of the page from its scripts.
        SANITIZE_NAMED_PROPS: true
    });
    for (const element of fragment.querySelectorAll('*')) {
        const language = element.localName === 'code' ? /(?:^| )language-\S+/.exec(element.className)?.[0] : undefined;
        element.removeAttribute('class');
        if (language !== undefined) {
            element.className = language.trim();
        }
        const isNestedRuby = element.localName === 'ruby' && element.parentElement?.closest('ruby');
        // The window's style of a page would apply to a body. The layout of a ruby takes that of all inside of it twice.
        if (element.localName === 'body' || isNestedRuby || directionsAround(element) > MAX_DIRECTIONS) {
            element.replaceWith(...element.childNodes);
            continue;
        }
        holdBack(element, 'href');
        holdBack(element, 'src');
        if (element.localName === 'a' && element.hasAttribute('data-href')) {
            element.setAttribute('role', 'link');
            element.setAttribute('tabindex', '0');
        }
    }
    limitSpans(fragment);
    // A browser lays out each piece of a text by itself.
    fragment.normalize();
    return { fragment, isWhole, isExact };
}

/** Returns how many elements set the direction of an element that sets one; 0 for others. */
function directionsAround(element: Element): number {
    let count = 0;
    let setter = element.matches(DIRECTION) ? element : null;
    while (setter !== null && count <= MAX_DIRECTIONS) {
        count++;
        setter = setter.parentElement?.closest(DIRECTION) ?? null;
    }
    return count;
}

function holdBack(element: Element, name: 'href' | 'src'): void {
    const address = element.getAttribute(name);
    element.removeAttribute(`data-${name}`);
    if (address !== null) {
        element.removeAttribute(name);
        element.setAttribute(`data-${name}`, address);
    }
}
