package reporttest_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/allclear-go/allclear/report"
	"github.com/allclear-go/allclear/report/json"
	"github.com/allclear-go/allclear/report/reporttest"
	"github.com/allclear-go/allclear/report/text"
	"github.com/allclear-go/allclear/timeline"
)

func rulesOf(err error) []string {
	var out []string
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	for _, e := range joined.Unwrap() {
		if name := e.(*reporttest.Failure).Rule; len(out) == 0 || out[len(out)-1] != name {
			out = append(out, name)
		}
	}
	return out
}

func TestPostmortemKeepsToItsAudience(t *testing.T) {
	require.NoError(t, reporttest.TestAudiences(report.Postmortem, text.Renderer{}, text.Renderer{Width: 400}, json.Renderer{}))
}

func TestBuildersThatTellTooMuch(t *testing.T) {
	for want, build := range map[string]reporttest.Builder{
		"audience, people": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			told := o.Audience
			o.Audience = report.Internal
			r, err := report.Postmortem(o, views...)
			r.Audience = told
			return r, err
		},
		"people": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			r, err := report.Postmortem(o, views...)
			for e := range views[0].Events() {
				if e.Visibility == timeline.Public {
					r.Title += e.Actor
				}
			}
			return r, err
		},
		"audience": func(o report.Options, views ...*timeline.View) (*report.Report, error) {
			r, err := report.Postmortem(o, views...)
			for e := range views[0].Events() {
				if e.Visibility == timeline.Internal {
					r.Title += e.Text
				}
			}
			return r, err
		},
		"told": func(o report.Options, views ...*timeline.View) (*report.Report, error) { return &report.Report{}, nil },
		"audience, people, told": func(report.Options, ...*timeline.View) (*report.Report, error) {
			return nil, io.ErrUnexpectedEOF
		},
	} {
		assert.Equal(t, want, strings.Join(rulesOf(reporttest.TestAudiences(build)), ", "))
	}
	leaky := report.RendererFunc(func(w io.Writer, r *report.Report) error {
		_, err := io.WriteString(w, "Zit001")
		return err
	})
	assert.Equal(t, []string{"audience"}, rulesOf(reporttest.TestAudiences(report.Postmortem, leaky)))
}

func TestExcept(t *testing.T) {
	o := reporttest.Options{Parse: reporttest.HTML, Except: map[string]string{"nothing_droped": "misspelt", "links": ""}}
	err := reporttest.TestRenderer(newSheet(), o)
	assert.Equal(t, []string{"except"}, rulesOf(err))
	assert.Contains(t, err.Error(), `"nothing_droped" is excepted, as "misspelt"`)
	broke := rulesOf(reporttest.TestRenderer(newSheet(), reporttest.Options{}))
	assert.NotContains(t, broke, "empty", "rules that need no parser hold without one")
	assert.Contains(t, broke, "shape", "and the others fail")
}

// A format that holds little is tried on little.
func TestLimits(t *testing.T) {
	const most = 150
	small := broken(func(s *sheet) {
		s.before = func(r *report.Report) {
			for _, section := range r.Sections {
				if len(r.Sections) > most || len(section.Title) > 4*most {
					panic("too large")
				}
				for _, b := range section.Blocks {
					p, _ := b.(report.Paragraph)
					t, _ := b.(report.Table)
					if len(section.Blocks) > most || len(p.Text) > 4*most || len(t.Rows) > most {
						panic("too large")
					}
				}
			}
		}
	})
	require.Error(t, reporttest.TestRenderer(small, reporttest.Options{Parse: reporttest.HTML}))
	require.NoError(t, reporttest.TestRenderer(small, reporttest.Options{Parse: reporttest.HTML, Limits: reporttest.Limits{Text: 4 * most, Entries: most}}))
}

func TestFixturesAreTheSame(t *testing.T) {
	a, b := reporttest.Fixtures(), reporttest.Fixtures()
	assert.Equal(t, a, b)
	a[0].Report.Sections[0].Title = "changed"
	assert.NotEqual(t, a, reporttest.Fixtures(), "and made anew")
	random := func() *report.Report { return reporttest.Random(rand.New(rand.NewPCG(1, 2))) }
	assert.Equal(t, random(), random())
	for _, f := range reporttest.Fixtures() {
		var out bytes.Buffer
		require.NoError(t, text.Renderer{}.Render(&out, f.Report), f.Name)
		assert.NotEmpty(t, f.Name)
	}
	for _, text := range reporttest.Hostile() {
		assert.NotEmpty(t, strings.TrimSpace(text))
	}
}
