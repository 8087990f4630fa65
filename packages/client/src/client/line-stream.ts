// SPDX-License-Identifier: MIT

import { unexpectedAnswer } from './answers';

/**
 * Reads an answer with a JSON text in each line. It ends when the stream has ended or was cut off. A last line without
 * a line break counts if its JSON is complete, and blank lines are left out.
 *
 * @param limited limits the time that a part of the answer may take
 */
export async function* linesOf(
    { body }: Response,
    limited: <T>(part: () => Promise<T>) => Promise<T>
): AsyncGenerator<string, void, undefined> {
    const reader = body?.getReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const begun: string[] = [];
    try {
        for (;;) {
            const part = await limited(async () => reader?.read()).catch(() => undefined);
            if (part?.value === undefined) {
                break;
            }
            const [first = '', ...others] = decode(decoder, part.value).split('\n');
            begun.push(first);
            for (const next of others) {
                yield* withoutBlank(begun.splice(0).join(''));
                begun.push(next);
            }
        }
        yield* isJson(begun.join('')) ? [begun.join('')] : [];
    } finally {
        await reader?.cancel().catch(() => undefined);
    }
}

function withoutBlank(line: string): string[] {
    return line.trim() === '' ? [] : [line];
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
    try {
        return decoder.decode(bytes, { stream: true });
    } catch (error) {
        throw unexpectedAnswer(error);
    }
}

/** Does some work, and aborts it after this many milliseconds. */
export async function withinTime<T>(limit: AbortController, milliseconds: number, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(
        () => limit.abort(new DOMException('There was no answer in time.', 'TimeoutError')),
        milliseconds
    );
    try {
        return await work();
    } finally {
        clearTimeout(timer);
    }
}
