// SPDX-License-Identifier: MIT

import type { languages } from '@theia/monaco-editor-core';
import type { SyntaxFamily } from '../common/language-table';

type Comments = languages.CommentRule;

const curly: languages.CharacterPair = ['{', '}'];
const square: languages.CharacterPair = ['[', ']'];
const round: languages.CharacterPair = ['(', ')'];
const allBrackets = [curly, square, round];

/** Auto-closing and surrounding pairs. Quotes do not close inside strings and comments, where they are apostrophes. */
function pairs(brackets: languages.CharacterPair[], quotes: string[]): languages.LanguageConfiguration {
    return {
        brackets,
        autoClosingPairs: [
            ...brackets.map(([open, close]) => ({ open, close })),
            ...quotes.map(quote => ({ open: quote, close: quote, notIn: ['string', 'comment'] }))
        ],
        surroundingPairs: [...brackets, ...quotes.map((quote): languages.CharacterPair => [quote, quote])].map(
            ([open, close]) => ({ open, close })
        )
    };
}

/** A language with blocks in braces: indents after an opening bracket, outdents at a closing one. */
function braced(comments: Comments, quotes = ['"', "'", '`']): languages.LanguageConfiguration {
    return {
        ...pairs(allBrackets, quotes),
        comments,
        indentationRules: {
            increaseIndentPattern: /[{([][^})\]"'`]*$/,
            decreaseIndentPattern: /^\s*[})\]]/
        }
    };
}

/** A language without block brackets: a new line keeps the indentation of the previous one. */
function plain(comments: Comments, quotes = ['"', "'"]): languages.LanguageConfiguration {
    return { ...pairs(allBrackets, quotes), comments };
}

const slashes: Comments = { lineComment: '//', blockComment: ['/*', '*/'] };
const tags: Comments = { blockComment: ['<!--', '-->'] };
const angle: languages.CharacterPair = ['<', '>'];

/** Continues a `/** …` comment with ` * ` on the next line, as VS Code does. */
const documentationComments: languages.OnEnterRule[] = [
    {
        beforeText: /^\s*\/\*\*(?!\/)([^*]|\*(?!\/))*$/,
        afterText: /^\s*\*\/$/,
        // 2 is IndentAction.IndentOutdent. Importing the enum would load Monaco.
        action: { indentAction: 2, appendText: ' * ' }
    },
    { beforeText: /^\s*\/\*\*(?!\/)([^*]|\*(?!\/))*$/, action: { indentAction: 0, appendText: ' * ' } },
    { beforeText: /^(\t|[ ])*[ ]\*([ ]([^*]|\*(?!\/))*)?$/, action: { indentAction: 0, appendText: '* ' } },
    { beforeText: /^(\t|[ ])*[ ]\*\/\s*$/, action: { indentAction: 0, removeText: 1 } }
];

/** The language configuration of each family: comments, brackets and indentation. */
export const SYNTAX_FAMILIES: Readonly<Record<SyntaxFamily, languages.LanguageConfiguration>> = {
    braces: { ...braced(slashes), onEnterRules: documentationComments },
    'hash-braces': braced({ lineComment: '#' }),
    hash: plain({ lineComment: '#' }),
    dash: plain({ lineComment: '--', blockComment: ['/*', '*/'] }),
    percent: plain({ lineComment: '%' }, ['"']),
    json: braced(slashes, ['"']),
    css: { ...braced({ blockComment: ['/*', '*/'] }, ['"', "'"]), wordPattern: /(#?-?\d*\.\d\w*%?)|[@#!.:]?[\w-?]+%?/ },
    lisp: plain({ lineComment: ';' }, ['"']),
    markup: {
        ...pairs([...allBrackets, angle], ['"', "'"]),
        brackets: [['<!--', '-->'], curly, round],
        comments: tags
    },
    markdown: {
        ...pairs(allBrackets, ['`']),
        comments: tags,
        surroundingPairs: [...allBrackets, ...['*', '_', '`', '~', '"'].map(mark => [mark, mark])].map(
            ([open, close]) => ({ open: open ?? '', close: close ?? '' })
        ),
        onEnterRules: [
            { beforeText: /^\s*[-*+]\s+\[[ xX]\]\s+\S/, action: { indentAction: 0, appendText: '- [ ] ' } },
            { beforeText: /^\s*-\s+\S/, action: { indentAction: 0, appendText: '- ' } },
            { beforeText: /^\s*\*\s+\S/, action: { indentAction: 0, appendText: '* ' } },
            { beforeText: /^\s*>\s+\S/, action: { indentAction: 0, appendText: '> ' } }
        ]
    },
    indented: {
        ...plain({ lineComment: '#' }),
        onEnterRules: [{ beforeText: /^\s*[^#]*:\s*(#.*)?$/, action: { indentAction: 1 } }],
        folding: { offSide: true }
    }
};
