// SPDX-License-Identifier: MIT

/** A value of a form: `a[b][0]=c` is `{ a: { b: { 0: 'c' } } }`. */
export interface Form {
    readonly [name: string]: string | Form | undefined;
}

type Open = Record<string, unknown>;

/** Parses a form as Stripe's API takes it. */
export function parseForm(text: string): Form {
    const form: Open = Object.create(null) as Open;
    for (const [name, value] of new URLSearchParams(text)) {
        const path = name.replaceAll(']', '').split('[');
        const last = path.pop() ?? '';
        let place = form;
        for (const part of path) {
            const next = (place[part] ??= Object.create(null)) as Open;
            place = next;
        }
        place[last] = value;
    }
    return form as Form;
}

/** Returns a text of a form. @param path such as `line_items`, `0`, `price` */
export function textAt(form: Form, ...path: readonly string[]): string | undefined {
    let value: string | Form | undefined = form;
    for (const part of path) {
        value = typeof value === 'object' ? value[part] : undefined;
    }
    return typeof value === 'string' ? value : undefined;
}

/** Returns the texts below a name, such as `metadata`. */
export function textsAt(form: Form, name: string): Record<string, string> {
    const value = form[name];
    return typeof value === 'object'
        ? Object.fromEntries(
              Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
          )
        : {};
}
