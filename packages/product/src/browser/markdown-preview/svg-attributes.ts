// SPDX-License-Identifier: MIT

/** What an attribute of a plain image can say. */
export interface AttributeRule {
    readonly pattern: RegExp;
    /** Characters. */
    readonly longest: number;
    /** Whether its numbers are lengths or places, which are drawn the farther the larger they are. */
    readonly isLength: boolean;
}

const LONGEST = 1000;

/** Each font of a list is looked for among those of the machine, for each letter that the ones before do not have. */
const LONGEST_FONTS = 200;

/** Without brackets, colons and escapes, a value refers to nothing and calls nothing. */
const WORDS: AttributeRule = { pattern: /^[-+.,%\w\s]*$/, longest: LONGEST, isLength: false };
const LENGTHS: AttributeRule = { ...WORDS, isLength: true };
const CORNERS: AttributeRule = { ...LENGTHS, longest: Infinity };
/** Sizes of letters that depend on those around them could multiply. */
const FONT_SIZE: AttributeRule = {
    ...LENGTHS,
    pattern: /^(?![^]*\d(?:%|r?(?:em|ex|ch|ic|cap|lh)))[-+.,\w\s'"]*$/i,
    longest: LONGEST_FONTS
};
const FONT_NAMES: AttributeRule = { ...WORDS, pattern: /^[-+.,\w\s'"]*$/, longest: LONGEST_FONTS };
/** A mitre is so many times as long as its line is thick. */
const MITRE: AttributeRule = { ...WORDS, pattern: /^\d{1,2}(?:\.\d*)?$/ };
const COLOR: AttributeRule = { ...WORDS, pattern: /^(?:[#\w\s]*|(?:rgb|hsl)a?\([\d\s.,%]*\))$/ };
/** What they do to lengths, the walk through the image follows. A skew can make anything of them. */
const TRANSFORM: AttributeRule = {
    ...WORDS,
    pattern: /^(?:[\s,]*(?:matrix|translate|scale|rotate)\([-+.,\w\s]*\))*[\s,]*$/
};
/** A browser ignores another one, and scales the image by its width. */
const VIEW_BOX: AttributeRule = {
    ...LENGTHS,
    pattern: /^(?:-?\d*\.?\d+(?:e-\d+)?[\s,]+){2}\d*\.?\d+[\s,]+\d*\.?\d+$/,
    longest: 100
};
/** Others scale an image by its height, or by both. */
const WHOLE: AttributeRule = { ...WORDS, pattern: /^xM(?:in|id|ax)YM(?:in|id|ax)(?:\s+meet)?$/ };
const NONE: AttributeRule = { ...WORDS, pattern: /^none$/ };
const ONE: AttributeRule = { ...WORDS, pattern: /^1$/ };
const ANY: AttributeRule = { pattern: /^/, longest: Infinity, isLength: false };

function rulesOf(rule: AttributeRule, names: string): [string, AttributeRule][] {
    return names.split(' ').map(name => [name, rule]);
}

/** Properties that stand in attributes and in `style`. Opacity and dashes are expensive. */
const STYLES: ReadonlyMap<string, AttributeRule> = new Map([
    ...rulesOf(COLOR, 'fill stroke color'),
    ...rulesOf(FONT_NAMES, 'font-family'),
    ...rulesOf(FONT_SIZE, 'font font-size'),
    ...rulesOf(LENGTHS, 'stroke-width letter-spacing'),
    ...rulesOf(MITRE, 'stroke-miterlimit'),
    ...rulesOf(WORDS, 'fill-opacity fill-rule stroke-opacity stroke-linecap stroke-linejoin font-weight font-style'),
    ...rulesOf(WORDS, 'text-anchor dominant-baseline alignment-baseline display visibility'),
    ...rulesOf(WORDS, 'shape-rendering text-rendering'),
    ...rulesOf(NONE, 'stroke-dasharray filter mask clip-path marker'),
    ...rulesOf(ONE, 'opacity')
]);

const ATTRIBUTES: ReadonlyMap<string, AttributeRule> = new Map([
    ...STYLES,
    ...rulesOf(CORNERS, 'd points'),
    ...rulesOf(LENGTHS, 'x y x1 y1 x2 y2 cx cy r rx ry width height dx dy textLength'),
    ...rulesOf(WORDS, 'version baseProfile lengthAdjust'),
    ...rulesOf(TRANSFORM, 'transform'),
    ...rulesOf(VIEW_BOX, 'viewBox'),
    ...rulesOf(WHOLE, 'preserveAspectRatio'),
    ...rulesOf(ANY, 'id class role')
]);

/** Attributes that only describe. */
const DESCRIPTION = /^(?:aria|data)-/;

/**
 * Returns the rule for an attribute without a namespace; undefined if a plain image does not have it.
 *
 * @param isStyle whether it is a property in a `style`
 */
export function ruleOf(name: string, isStyle: boolean): AttributeRule | undefined {
    return isStyle ? STYLES.get(name) : (ATTRIBUTES.get(name) ?? (DESCRIPTION.test(name) ? ANY : undefined));
}
