package json_test

import (
	"bytes"
	stdjson "encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

// The document as plain structs, as a program that reads all of it has them. Package
// encoding/json writes of them the very bytes that we write: they are the twin of the
// renderer, and its rival.

type document struct {
	SchemaVersion int        `json:"schema_version"`
	Title         string     `json:"title"`
	Audience      string     `json:"audience"`
	Zone          string     `json:"zone"`
	Incidents     []incident `json:"incidents"`
	Sums          []sum      `json:"sums"`
	Sections      []section  `json:"sections"`
}

type section struct {
	ID       string  `json:"id"`
	Incident *string `json:"incident"`
	Title    string  `json:"title"`
	Level    int     `json:"level"`
	Blocks   []block `json:"blocks"`
}

type block struct {
	Type  string      `json:"type"`
	Text  *string     `json:"text,omitempty"`
	Items *[]string   `json:"items,omitempty"`
	Head  *[]string   `json:"head,omitempty"`
	Rows  *[][]string `json:"rows,omitempty"`
}

type incident struct {
	ID           string       `json:"id"`
	Title        string       `json:"title"`
	AsOf         *string      `json:"as_of"`
	Status       *string      `json:"status"`
	Phase        *string      `json:"phase"`
	Resolution   *string      `json:"resolution"`
	Severity     *severity    `json:"severity"`
	Began        *string      `json:"began"`
	Restored     *string      `json:"restored"`
	Detections   []detection  `json:"detections"`
	Statements   []statement  `json:"statements"`
	Figures      []labelled   `json:"figures"`
	Facts        []string     `json:"facts"`
	Impacts      []impact     `json:"impacts"`
	NotAffected  []scope      `json:"not_affected"`
	Timeline     []entry      `json:"timeline"`
	Updates      []entry      `json:"updates"`
	Symptoms     []string     `json:"symptoms"`
	Causes       []cause      `json:"causes"`
	Hypotheses   []hypothesis `json:"hypotheses"`
	Actions      []action     `json:"actions"`
	Rivals       []entry      `json:"rivals"`
	Sources      []source     `json:"sources"`
	Findings     []finding    `json:"findings"`
	Definitions  *definitions `json:"definitions"`
	Mode         *string      `json:"mode"`
	Phases       *phases      `json:"phases"`
	Severities   []step       `json:"severities"`
	Promises     []promise    `json:"promises"`
	Roles        []role       `json:"roles"`
	Changes      []change     `json:"changes"`
	References   []reference  `json:"references"`
	Capabilities []capability `json:"capabilities"`
	Links        []link       `json:"links"`
	Absorbed     []absorption `json:"absorbed"`
	NotShown     []string     `json:"not_shown"`
}

type scope struct {
	Region    *string `json:"region"`
	Component *string `json:"component"`
	Part      string  `json:"part"`
}

type figure struct {
	Measure   string          `json:"measure"`
	Version   int             `json:"version"`
	From      *string         `json:"from"`
	To        *string         `json:"to"`
	Scope     scope           `json:"scope"`
	Period    string          `json:"period,omitempty"`
	Weighting string          `json:"weighting,omitempty"`
	Pick      string          `json:"pick,omitempty"`
	Places    int             `json:"places,omitempty"`
	Of        string          `json:"of,omitempty"`
	Coalesced string          `json:"coalesced,omitempty"`
	Calendar  string          `json:"calendar,omitempty"`
	Hold      string          `json:"hold,omitempty"`
	Incidents int             `json:"incidents,omitempty"`
	Kind      string          `json:"kind"`
	Unit      string          `json:"unit"`
	Min       *stdjson.Number `json:"min"`
	Max       *stdjson.Number `json:"max"`
	Approx    *stdjson.Number `json:"approx"`
	ISO8601   *string         `json:"iso8601"`
	Text      string          `json:"text"`
	Doubtful  bool            `json:"doubtful,omitempty"`
	Reason    *reason         `json:"reason"`
	Inputs    []string        `json:"inputs"`
}

type reason struct {
	Code  string   `json:"code"`
	About []string `json:"about"`
}

type labelled struct {
	figure
	Group       string  `json:"group"`
	Label       string  `json:"label"`
	Facts       []int   `json:"facts"`
	Explanation *string `json:"explanation"`
}

type sum struct {
	figure
	Label       string   `json:"label"`
	IncidentIDs []string `json:"incident_ids"`
}

type severity struct {
	Level *string `json:"level"`
	Scale *string `json:"scale"`
	Word  *string `json:"word"`
}

type detection struct {
	By *string `json:"by"`
	At *string `json:"at"`
}

type statement struct {
	Subject string  `json:"subject"`
	Answer  *string `json:"answer"`
	Text    *string `json:"text"`
}

type impact struct {
	Scope    scope   `json:"scope"`
	Hidden   bool    `json:"scope_hidden"`
	Health   *string `json:"health"`
	Start    *string `json:"start"`
	End      *string `json:"end"`
	EndState string  `json:"end_state"`
	Total    *string `json:"total"`
}

type entry struct {
	At      *string `json:"at"`
	What    string  `json:"what"`
	Status  *string `json:"status"`
	Text    *string `json:"text"`
	Written *string `json:"written"`
	Actor   *string `json:"actor"`
	Source  *string `json:"source"`
	From    *string `json:"absorbed_from"`
	Key     bool    `json:"key"`
}

type cause struct {
	Role *string `json:"role"`
	Text string  `json:"text"`
	At   *string `json:"at"`
}

type hypothesis struct {
	Text      string  `json:"text"`
	State     string  `json:"state"`
	Suspected *string `json:"suspected"`
	Settled   *string `json:"settled"`
	Held      *string `json:"held"`
	Why       *string `json:"why"`
}

type action struct {
	Title      string  `json:"title"`
	Type       *string `json:"type"`
	Owner      *string `json:"owner"`
	State      *string `json:"state"`
	Due        *string `json:"due"`
	DueWritten *string `json:"due_written"`
}

type source struct {
	Name       string  `json:"name"`
	Text       *string `json:"text"`
	Assumption *string `json:"assumption"`
}

type finding struct {
	Rule   string   `json:"rule"`
	Doubt  bool     `json:"doubtful"`
	Text   string   `json:"text"`
	Events []string `json:"events"`
}

type definitions struct {
	Groups []definitionGroup `json:"groups"`
	Sums   []string          `json:"sums"`
}

type definitionGroup struct {
	Meaning string    `json:"meaning"`
	OwnName *string   `json:"own_name"`
	Own     *figure   `json:"own"`
	Rows    []defined `json:"rows"`
}

type defined struct {
	ID       string  `json:"id"`
	Title    string  `json:"title"`
	Version  string  `json:"version"`
	Figure   figure  `json:"figure"`
	None     *string `json:"none"`
	Took     *string `json:"took"`
	Differs  *string `json:"differs"`
	Source   *string `json:"source"`
	Verified bool    `json:"verified"`
	Caveat   *string `json:"caveat"`
}

type phases struct {
	Title  string  `json:"title"`
	Stages []phase `json:"stages"`
	Whole  figure  `json:"whole"`
}

type phase struct {
	Label  string  `json:"label"`
	From   *string `json:"from"`
	To     *string `json:"to"`
	Figure figure  `json:"figure"`
}

type step struct {
	severity
	From   *string `json:"from"`
	To     *string `json:"to"`
	Lasted *figure `json:"lasted"`
	Text   *string `json:"text"`
}

type promise struct {
	Made  *string `json:"made"`
	Due   string  `json:"due"`
	State *string `json:"state"`
}

type role struct {
	Role    string  `json:"role"`
	Person  *string `json:"person"`
	Since   *string `json:"since"`
	Until   *string `json:"until"`
	Current bool    `json:"current"`
}

type change struct {
	Type *string `json:"type"`
	ID   *string `json:"id"`
	URL  *string `json:"url"`
	Text *string `json:"text"`
	Link *string `json:"link"`
	At   *string `json:"at"`
}

type reference struct {
	System *string `json:"system"`
	ID     *string `json:"id"`
	URL    *string `json:"url"`
	Title  *string `json:"title"`
}

type capability struct {
	Name   string  `json:"name"`
	Health *string `json:"health"`
}

type link struct {
	Relation string `json:"relation"`
	Incident string `json:"incident"`
}

type absorption struct {
	Incident string `json:"incident"`
	Facts    int    `json:"facts"`
}

// plain reads a document. It knows every member, or fails.
func plain(t testing.TB, out []byte) *document {
	t.Helper()
	dec := stdjson.NewDecoder(bytes.NewReader(out))
	dec.DisallowUnknownFields()
	doc := &document{}
	require.NoError(t, dec.Decode(doc))
	return doc
}

// write has package encoding/json write the document.
func (d *document) write(to *stdjson.Encoder) error {
	to.SetEscapeHTML(false)
	to.SetIndent("", "  ")
	return to.Encode(d)
}

// The twin writes what we write: names, order, nulls, numbers, layout and escapes.
func TestPlainStructsWriteTheSame(t *testing.T) {
	for name, doc := range documents() {
		out := render(t, doc)
		var twin bytes.Buffer
		require.NoError(t, plain(t, out).write(stdjson.NewEncoder(&twin)))
		require.True(t, bytes.Equal(twin.Bytes(), out), "%s: %s", name, apart(twin.Bytes(), out))
	}
}
