// SPDX-License-Identifier: MIT

import type { LinkReceiver } from '@sanyam/types';
import type { DesktopSignIn, ReturnPageTexts, WayBack } from '../../common/desktop/desktop-sign-in';
import { isSignInLink } from '../../common/desktop/link-address';
import { LinkRedirect } from './link-redirect';
import { LoopbackRedirect } from './loopback-redirect';

/** A sign-in of a person needs one way back. More at the same time come only from a program that is out of order. */
const MAXIMUM = 4;

/** The longest text of a page, in characters. */
const LONGEST_TEXT = 500;

export interface DesktopSignInOptions {
    /** Opens an address in the browser of the system. Rejects if that fails. */
    readonly openExternal: (address: string) => Promise<void>;
    /** Listens for the return. */
    readonly listen?: (texts: ReturnPageTexts) => Promise<LoopbackRedirect>;
}

/** The ways back to all windows of the desktop application. */
export class DesktopSignInWindows implements LinkReceiver {
    private readonly links = new Set<LinkRedirect>();

    constructor(private readonly options: DesktopSignInOptions) {}

    /** Returns the service for a window. Its ways back close with it. */
    open(): DesktopSignIn & { dispose(): void } {
        const { openExternal, listen = texts => LoopbackRedirect.listen(texts) } = this.options;
        return new DesktopSignInWindow(openExternal, listen, this.links);
    }

    /** Takes a link that the system gave to the application. Returns `false` if no attempt waits for it. */
    takeLink(link: string): boolean {
        const url = URL.parse(link);
        return url !== null && isSignInLink(url) && [...this.links].some(redirect => redirect.take(url));
    }
}

class DesktopSignInWindow implements DesktopSignIn {
    private readonly ways = new Map<number, Promise<LoopbackRedirect | LinkRedirect>>();
    private lastId = 0;

    constructor(
        private readonly openExternal: (address: string) => Promise<void>,
        private readonly listen: (texts: ReturnPageTexts) => Promise<LoopbackRedirect>,
        private readonly links: Set<LinkRedirect>
    ) {}

    async begin(texts: ReturnPageTexts): Promise<WayBack> {
        if (this.ways.size >= MAXIMUM) {
            throw new Error('This window has too many sign-ins at the same time.');
        }
        const way = this.listen(checked(texts)).catch((error: unknown) => {
            console.warn(`No port for the return of a sign-in. A link is used instead. ${String(error)}`);
            return this.addLink();
        });
        const id = ++this.lastId;
        this.ways.set(id, way);
        return { id, address: (await way).address };
    }

    async open(address: string): Promise<boolean> {
        // The system starts a program for each other scheme.
        if (!/^https?:$/.test(URL.parse(address)?.protocol ?? '')) {
            return false;
        }
        try {
            await this.openExternal(address);
            return true;
        } catch (error) {
            console.warn(`Could not open a browser. ${String(error)}`);
            return false;
        }
    }

    async returned(id: number): Promise<string | undefined> {
        return (await this.ways.get(id))?.query;
    }

    async end(id: number): Promise<void> {
        const way = this.ways.get(id);
        this.ways.delete(id);
        (await way)?.end();
    }

    dispose(): void {
        this.ways.forEach(way => void way.then(redirect => redirect.end()));
        this.ways.clear();
    }

    private addLink(): LinkRedirect {
        const redirect = new LinkRedirect();
        this.links.add(redirect);
        void redirect.query.finally(() => this.links.delete(redirect));
        return redirect;
    }
}

/** A window is a page, and the main process believes no page more than it has to. */
function checked({ language, done, failed, refused }: ReturnPageTexts): ReturnPageTexts {
    const short = (text: unknown): string => String(text).slice(0, LONGEST_TEXT);
    return { language: short(language), done: short(done), failed: short(failed), refused: short(refused) };
}
