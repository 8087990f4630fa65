// SPDX-License-Identifier: MIT

import { AuthSession, CloudError, searchTextProblem, SignInService } from '@sanyam/types';
import { nls } from '@theia/core/lib/common/nls';
import type { QuickInputButton, QuickPick, QuickPickSeparator } from '@theia/core/lib/common/quick-pick-service';
import { inject, injectable } from '@theia/core/shared/inversify';
import {
    MonacoQuickInputImplementation,
    MonacoQuickInputService,
    type MonacoQuickPickItem
} from '@theia/monaco/lib/browser/monaco-quick-input-service';
import { CloudErrorPresenter } from '../cloud-error-presenter';
import { CloudEditors } from '../editor/cloud-editors';
import { escapeIcons } from '../escape-icons';
import { pause } from '../pause';
import { quoted, quotedPlainly } from '../quoted';
import { reasonOf } from '../reason-of';
import { CloudSearcher } from './cloud-searcher';
import { itemsOf, SHOWN_MATCHES, type FoundItem } from './search-items';

/** Milliseconds without a key until a search begins, as in Theia's Search view. */
const DELAY = 300;

/** The most entries of the list. Who sees as many types more. */
const MOST_ITEMS = 200;

/** What the buttons beside the field switch on. */
interface SearchModes {
    matchCase: boolean;
    wholeWord: boolean;
}

type Pick = QuickPick<FoundItem>;

/** Searches the cloud documents as the user types, and opens a document at the chosen match. */
@injectable()
export class SearchCloudService {
    @inject(AuthSession)
    protected readonly session: AuthSession;

    @inject(SignInService)
    protected readonly signIn: SignInService;

    @inject(CloudSearcher)
    protected readonly searcher: CloudSearcher;

    @inject(CloudEditors)
    protected readonly editors: CloudEditors;

    @inject(CloudErrorPresenter)
    protected readonly errors: CloudErrorPresenter;

    @inject(MonacoQuickInputService)
    protected readonly quickInput: MonacoQuickInputService;

    @inject(MonacoQuickInputImplementation)
    protected readonly monaco: MonacoQuickInputImplementation;

    private readonly modes: SearchModes = { matchCase: false, wholeWord: false };

    async run(): Promise<void> {
        const user = await this.signIn.requireUser(
            nls.localize('sanyam/search/signIn', 'Sign in to search your cloud documents.')
        );
        if (user === undefined) {
            return;
        }
        const pick = this.createPick();
        let search = new AbortController();
        const restart = (): void => {
            search.abort();
            search = new AbortController();
            void this.search(pick, search.signal);
        };
        pick.title = nls.localize('sanyam/search/title', 'Search Cloud Documents');
        pick.placeholder = nls.localize(
            'sanyam/search/placeholder',
            'Type a text to find in the names and contents of your cloud documents'
        );
        pick.buttons = this.buttons();
        pick.onDidChangeValue(restart);
        pick.onDidTriggerButton(button => {
            this.toggle(button);
            pick.buttons = this.buttons();
            restart();
        });
        // What one user found is not for the next one.
        const watch = this.session.onDidChange(({ user: present }) => present?.id !== user.id && pick.hide());
        pick.onDidHide(() => {
            watch.dispose();
            search.abort();
            pick.dispose();
        });
        pick.onDidAccept(() => void this.accept(pick));
        pick.show();
    }

    /** Creates a list that keeps its order. Theia's sorts the entries by their labels, and tears documents apart. */
    private createPick(): Pick {
        const list = this.monaco.createQuickPick<MonacoQuickPickItem<FoundItem>>({ useSeparators: true });
        list.sortByLabel = false;
        return this.quickInput.wrapQuickPick(list);
    }

    private buttons(): QuickInputButton[] {
        return [
            {
                iconClass: 'codicon codicon-case-sensitive',
                tooltip: nls.localizeByDefault('Match Case'),
                toggle: { checked: this.modes.matchCase }
            },
            {
                iconClass: 'codicon codicon-whole-word',
                tooltip: nls.localizeByDefault('Match Whole Word'),
                toggle: { checked: this.modes.wholeWord }
            }
        ];
    }

    private toggle({ iconClass }: QuickInputButton): void {
        if (iconClass?.includes('case-sensitive') === true) {
            this.modes.matchCase = !this.modes.matchCase;
        } else {
            this.modes.wholeWord = !this.modes.wholeWord;
        }
    }

    private async search(pick: Pick, signal: AbortSignal): Promise<void> {
        const text = pick.value;
        if (text === '') {
            pick.busy = false;
            pick.items = [];
            return;
        }
        pick.busy = true;
        try {
            await pause(DELAY, signal);
            await this.fill(pick, text, signal);
        } catch (error) {
            if (!signal.aborted) {
                pick.items = [{ label: `$(warning) ${escapeIcons(reasonOf(error))}`, alwaysShow: true }];
            }
        }
        if (!signal.aborted) {
            pick.busy = false;
        }
    }

    private async fill(pick: Pick, text: string, signal: AbortSignal): Promise<void> {
        const problem = searchTextProblem(text);
        if (problem !== undefined) {
            throw new CloudError('VALIDATION_ERROR', problem);
        }
        const items: (FoundItem | QuickPickSeparator)[] = [];
        const query = {
            query: text,
            match_case: this.modes.matchCase,
            whole_word: this.modes.wholeWord,
            matches_per_document: SHOWN_MATCHES,
            page_size: 50
        };
        for await (const page of this.searcher.pages(query, signal)) {
            items.push(...page.flatMap(itemsOf));
            if (items.length >= MOST_ITEMS) {
                items.push({ label: moreLabel(), alwaysShow: true });
                break;
            }
            if (page.length > 0) {
                pick.items = [...items];
            }
        }
        pick.items = items.length > 0 ? items : [{ label: noneLabel(text), alwaysShow: true }];
    }

    private async accept(pick: Pick): Promise<void> {
        const [item] = pick.selectedItems;
        if (item?.found !== undefined) {
            pick.hide();
            await this.open(item);
        }
    }

    private async open(item: FoundItem): Promise<void> {
        const { found, match } = item;
        if (found === undefined) {
            return;
        }
        try {
            const start = match && { line: match.line_number - 1, character: match.column - 1 };
            const selection = start && { start, end: { ...start, character: start.character + match.length } };
            await this.editors.open(found.document, { mode: 'activate', ...(selection ? { selection } : {}) });
        } catch (error) {
            const operation = nls.localize(
                'sanyam/search/openFailed',
                'Could not open {0}',
                quoted(found.document.name)
            );
            await this.errors.show(operation, error, () => this.open(item));
        }
    }
}

function noneLabel(text: string): string {
    return nls.localize('sanyam/search/none', 'No cloud document contains {0}.', escapeIcons(quotedPlainly(text)));
}

function moreLabel(): string {
    return nls.localize('sanyam/search/more', 'There are more results. Type more of the text to narrow them down.');
}
